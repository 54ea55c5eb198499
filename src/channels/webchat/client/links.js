// Addresses in messages. Only those of the academies and the ministry become links, whoever wrote them: nobody can send people
// from here to a page that asks for their password.

/** A host, alone or as an address, with its path. Without a look behind, which browsers of a few years ago do not know. */
const ADDRESS = /(?:https:\/\/)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:\/[^\s<>"«»]*)?/gi;

/**
 * A text in pieces, those with an `href` to be links.
 * @param {string} text
 * @param {{ hosts: readonly string[], servers: readonly string[] }} known Domains, their subdomains included, and hosts
 *   among them that have no page.
 * @returns {{ text: string, href?: string }[]}
 */
export function splitLinks(text, known) {
  const pieces = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const found = match[0].replace(/[.,;:!?)\]’']+$/, '');
    const end = match.index + found.length;
    const inWord = /[\w@.-]/.test(text[match.index - 1] ?? ' ') || text[end] === '@';
    const href = inWord ? undefined : hrefOf(found, known);
    if (!href) continue;
    pieces.push({ text: text.slice(from, match.index) }, { text: found, href });
    from = end;
  }
  return [...pieces, { text: text.slice(from) }].filter((piece) => piece.text);
}

/** @param {string} address @param {{ hosts: readonly string[], servers: readonly string[] }} known */
function hrefOf(address, { hosts, servers }) {
  try {
    const url = new URL(/^https:/i.test(address) ? address : `https://${address}`);
    // A port is a mail server's, no page's.
    if (url.port || servers.includes(url.hostname)) return undefined;
    return hosts.some((host) => `.${url.hostname}`.endsWith(`.${host}`)) ? url.href : undefined;
  } catch {
    return undefined;
  }
}
