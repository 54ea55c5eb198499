import type { Request } from 'restify';
import type { Language } from '../../../intents/text.ts';
import { HttpError } from '../../http/errors.ts';
import type { Claims, Tokens } from './token.ts';

/** The claims of whoever sends a token. Throws `HttpError` 401. */
export function authorizeBearer(tokens: Tokens, request: Request): Promise<Claims> {
  return tokens.verify(bearer(request));
}

/** The claims of a request for the conversation in its path. Throws `HttpError` 401 and 404. */
export async function authorizePath(tokens: Tokens, request: Request): Promise<Claims> {
  const claims = await authorizeBearer(tokens, request);
  if (claims.conversationId !== request.params.id) {
    throw new HttpError(404, 'conversation_unknown', 'There is no such conversation for this token.');
  }
  return claims;
}

/** The token of a request, or whatever stands in its place. */
export function bearer(request: Request): string | undefined {
  return /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

/** What a turn has to know of the conversation of a token. */
export function turnOf({ conversationId, locale, academy }: Claims) {
  const start: { locale: Language; academy: string | null } = {
    locale: locale ?? 'fr',
    academy: academy ?? null,
  };
  return { conversationId, channel: 'webchat' as const, start };
}
