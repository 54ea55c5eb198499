// What the service has written into the script, and what the portal says where it names it.

/** @type {Record<'fr' | 'en', Record<string, string>>} */
export const TEXTS = JSON.parse('__TEXTS__');
export const STYLE = '__STYLE__';
/** @type {{ academies: '*' | string[], text: Record<'fr' | 'en', string> }[]} What was out of order when the script was sent. */
const SENT = JSON.parse('__NOTICES__');

const script = /** @type {HTMLScriptElement | null} */ (
  document.currentScript ?? document.querySelector('script[src*="/webchat/embed.js"]')
);

/** The `data-` attributes. */
export const set = script?.dataset ?? {};
export const nonce = script?.nonce ?? '';
/** Where the script stands in the page itself, it was copied from the service that wrote its address into it. */
export const origin = script?.src ? new URL(script.src).origin : '__ORIGIN__';

/** Whether the portal opens the chat by a button of its own. */
export const hasNoLauncher = set.launcher === 'hidden';
/** Whether what is out of order is asked for while the page is open. */
export const isLive = set.notices === 'live' && !hasNoLauncher;
/** What came with the script, to be shown; what was copied into a page with it is long out of date. */
export const sent = script?.src && !hasNoLauncher && !isLive ? SENT : [];

/** @param {string} [locale] @returns {'fr' | 'en'} */
export function localeOf(locale = '') {
  return locale.toLowerCase().startsWith('en') ? 'en' : 'fr';
}
