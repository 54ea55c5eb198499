import type { Request } from 'restify';
import { firstLanguage } from '../../intents/find-language.ts';
import { type Language, readLanguage } from '../../intents/text.ts';

/** The language of a request: `?locale=`, or else the first in `Accept-Language` that there is; French otherwise. */
export function requestLocale(request: Request): Language {
  const asked = new URLSearchParams(request.getQuery()).get('locale');
  return readLocale(asked ?? String(request.headers['accept-language'] ?? ''));
}

/** The first language of a list such as `en-GB,fr;q=0.8` that there is; French otherwise. */
export function readLocale(list: string): Language {
  return firstLanguage(list) ?? readLanguage(undefined);
}
