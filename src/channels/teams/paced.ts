/** Whether Teams limits how fast messages come to a conversation; other channels of the Bot Framework do not say. */
export function isPaced(conversationId: string): boolean {
  return conversationId.startsWith('msteams|');
}
