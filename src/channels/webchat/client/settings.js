// What the server says about this page, once.

/**
 * @typedef {object} Settings
 * @property {string} [academy] Id of the academy that the portal named.
 * @property {'fr' | 'en'} locale
 * @property {string} timeZone Of the academies.
 * @property {string[]} hosts Domains to which addresses in messages become links, their subdomains included.
 * @property {string[]} servers Hosts among them that have no page.
 * @property {import('./log.js').Activity[]} greeting What the bot says first, to be read before the line is open.
 * @property {number} longest Characters that a message may have.
 * @property {boolean} reset Whether this page is only there to forget what the browser keeps.
 * @property {Record<'fr' | 'en', { href: string, text: string }[]>} links Pages to be read.
 */

/** @type {Settings} */
export const settings = JSON.parse(document.getElementById('settings')?.textContent ?? '');
