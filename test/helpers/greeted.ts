/** What the bot says first, to somebody of Paris who opens the web chat of a service; the JSON of the activities. */
export async function greeted(url: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const begun = await fetch(`${url}/webchat/token`, {
    ...{ method: 'POST', headers, body: JSON.stringify({ academy: 'paris', locale: 'fr' }) },
  });
  const { token } = (await begun.json()) as { token: string };
  const authorization = { authorization: `Bearer ${token}` };
  const opened = await fetch(`${url}/v3/directline/conversations`, {
    ...{ method: 'POST', headers: { ...headers, ...authorization }, body: '{}' },
  });
  const { conversationId } = (await opened.json()) as { conversationId: string };
  const answer = await fetch(`${url}/v3/directline/conversations/${conversationId}/activities?owner`, {
    headers: authorization,
  });
  return answer.text();
}
