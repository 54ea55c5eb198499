import { decodeJwt, decodeProtectedHeader } from 'jose';
import { HttpError } from '../../http/errors.ts';

const BOT_FRAMEWORK = 'https://api.botframework.com';

/**
 * Refuses tokens that botbuilder would answer with 500, or for whose issuer it would keep an entry for ever: the claims are
 * looked at before, the signature by botbuilder after. Throws `HttpError` 401.
 */
export function checkCaller(authorization: string | undefined, tenantId: string | undefined): void {
  const issuers = [
    BOT_FRAMEWORK,
    ...(tenantId
      ? [`https://sts.windows.net/${tenantId}/`, `https://login.microsoftonline.com/${tenantId}/v2.0`]
      : []),
  ];
  const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
  if (token && isFrom(token, issuers)) return;
  throw new HttpError(
    401,
    'not_authenticated',
    'The request is not signed by the Bot Framework for this bot.',
  );
}

function isFrom(token: string, issuers: readonly string[]): boolean {
  try {
    const { alg } = decodeProtectedHeader(token);
    const { iss } = decodeJwt(token);
    return alg === 'RS256' && iss !== undefined && issuers.includes(iss);
  } catch {
    return false;
  }
}
