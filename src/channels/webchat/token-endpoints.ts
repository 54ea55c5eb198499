import type { Request, Server } from 'restify';
import { z } from 'zod';
import type { Academies } from '../../../dialogs/knowledge/academy.ts';
import { findLanguage } from '../../../intents/find-language.ts';
import { LANGUAGES } from '../../../intents/text.ts';
import { endpoint, type HttpAnswer, readJson } from '../../http/endpoint.ts';
import { HttpError } from '../../http/errors.ts';
import { isSameSecret } from '../../http/same-secret.ts';
import { bearer } from './authorize.ts';
import { type Claims, TOKEN_SECONDS, type Tokens } from './token.ts';

/** Where the chat page begins a conversation: anybody may, so an address is limited there. */
export const TOKEN_PATH = '/webchat/token';

/** A locale that a client asks for, as one of our languages. */
export const localeSchema = z
  .string()
  .transform(findLanguage)
  .refine((value) => value !== undefined, `expected one of ${LANGUAGES.join(', ')}`)
  .optional();

export interface TokenEndpointsParts {
  readonly tokens: Tokens;
  readonly academies: Academies;
  /** Of the portal's own server; without it, `tokens/generate` is closed. */
  readonly secret?: string | undefined;
}

/** Tokens of conversations: for the chat page, for a portal's own server, and in the place of one that is about to end. */
export function addTokens(server: Server, { tokens, academies, secret }: TokenEndpointsParts): void {
  const startSchema = z.object({
    locale: localeSchema,
    academy: z
      .string()
      .refine(
        (id) => academies.has(id),
        `unknown academy; expected one of ${[...academies.keys()].join(', ')}`,
      )
      .optional(),
  });

  server.post(
    TOKEN_PATH,
    endpoint(async (request) => grant(tokens.fresh(readStart(request)))),
  );

  server.post(
    '/v3/directline/tokens/generate',
    endpoint(async (request) => {
      if (!secret || !isSameSecret(bearer(request) ?? '', secret)) {
        throw new HttpError(401, 'secret_invalid', 'Send the header Authorization: Bearer <WEBCHAT_SECRET>.');
      }
      return grant(tokens.fresh(readStart(request)));
    }),
  );

  server.post(
    '/v3/directline/tokens/refresh',
    endpoint(async (request) => grant(await tokens.verify(bearer(request), { renewable: true }))),
  );

  function readStart(request: Request): Pick<Claims, 'locale' | 'academy'> {
    const { locale, academy } = readJson(request, startSchema);
    return { ...(locale && { locale }), ...(academy && { academy }) };
  }

  async function grant(claims: Claims): Promise<HttpAnswer> {
    const { conversationId } = claims;
    const token = tokens.sign(claims);
    return { status: 200, body: { conversationId, token, expires_in: TOKEN_SECONDS } };
  }
}
