/** What the server makes of dialogs/locales/…/chat.yaml. */
export const TEXTS: Readonly<Record<string, Readonly<Record<string, string>>>>;
