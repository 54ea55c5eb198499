// Words with digits or signs in them that are not passwords. Each is matched in lower case, as a whole, without final !
const INNOCENT: readonly RegExp[] = [
  // counts, ordinals, units, hours: 3e, 1ere, 10x, 24h, 8h45, 90j, 100%, x3
  /^\d+(?:er|ere|e|eme|ieme|nd|nde|rd|st|th|h|hr|hrs|min|mn|mns|mins|s|sec|secs|ms|j|jr|jrs|jours?|days?|d|fois|x|ans?|mois|go|mo|ko|gb|mb|kb|to|g|k|km|m|cm|pts?|eur|euros?|€|%|°|°c|am|pm|car|chars?|caracteres?|chiffres?|digits?|lettres?|essais?|tentatives?)\+?$/,
  /^\d+(?:er|e|eme|h|mn|min|j|€|%)\d{1,2}$/,
  /^x\d+$/,
  /^\d{1,2}(?:h|:)\d{0,2}(?:[:.]\d\d)?(?:am|pm)?$/,
  // dates, versions, machine addresses, tickets, fractions: digits and joints only
  /^(?:n°|no|n|v|#|°|\+|-)?\d+(?:[.,:/_+-]+\d+)+[a-z+]?$/,
  /^(?:(?:n°|no|n|v|#|°|\+|-)\d+[a-z]?|\d{1,3}[a-z+])$/,
  // sums of money, sums of mathematics
  /^[$€£]\d+(?:[.,]\d+)?[km]?$/,
  /^(?=.*\d)(?=.*[+*/^=][\dxyn(])[\dxyn().,+*/^=-]+$/,
  // keys of the keyboard, time zones
  /^(?:gmt|utc)[+-]\d{1,4}$/,
  /^(?:ctrl|alt|maj|shift|cmd|win|fn|altgr)(?:[+-][a-z0-9]+)+$/,
  // two factors
  /^(?:2fa|a2f|2af|mfa2|2sv|fido2|u2f|otp2)$/,
  // errors and what programs print
  /^(?:aadsts|kb|ora|wam|msal|tls|cve|sc)[-_]?\d[\d-]*$/,
  /^(?:net::)?(?:err|error|erreur|sec|ssl|mozilla|pr|dlg|ns|cve|http|auth|msg|code|status)[-_:][a-z0-9_:-]*$/,
  /^0x[0-9a-f]+$/,
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  /^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/,
  // the code of a school (UAI, once RNE), and its mailbox
  /^(?:ce\.?|rne|uai)?\d{7}[a-z]$/,
  // addresses, domains, files
  /^[^@]+@(?:[a-z0-9-]+\.)+[a-z]{2,}$/,
  /^(?:https?|ftps?|imaps?|smtps?|mailto|file|tel):/,
  /^@?(?:[a-z0-9_-]+\.)+(?:fr|com|net|org|eu|io|ru|edu|gov|info|uk|de|es|it|ly|biz|xyz|app|html?|php|jsp|aspx?|pdf|docx?|xlsx?|pptx?|odt|ods|csv|txt|png|jpe?g|gif|zip|exe|msi|dmg|apk|ics|eml|pst|mp[34]|dll|js|json|xml)(?:[/:?#].*)?$/,
  // folders of a computer
  /^(?:[a-z]:|\\)?\\[^!]*$/,
  // names with a sign in them, crossed-out words
  /^(?:m@gistere|op@le|c\+\+|c#|google\+|disney\+|canal\+|parcours\+|rep\+|r&d|q&a|h&m|at&t|1&1|educ@.*|@[a-z.-]*)$/,
  /^[a-z]*([*•.#x])\1+[a-z]*$/,
  /^[a-z]{1,4}[*#]+[a-z]{0,3}$/,
];

// Things that are numbered. "mdp: windows10" may be one all the same, so these count only away from a label.
const NUMBERED: readonly RegExp[] = [
  /^(?:ios|ipados|macos|macbook(?:pro|air)?|android|windows|win|office|m|outlook|iphone|ipad|galaxy[a-z]?|pixel|redmi|chrome|chromium|firefox|edge|safari|opera|ie|word|excel|thunderbird|imap|smtp|pop|ssl|tlsv?|openssl|sha|md|aes|ipv?|https?|usb|port|salle|poste|pc|bat|batiment|classe|groupe|wifi|version|room|page|article|zone|etape|step|level|niveau|covid|mp|ds|lot|tome|ticket|code|erreur|error|err|event|status|rentree|session|bac|brevet|dnb|parcoursup|cyclades|inc|req|glpi|ref|box|livebox|freebox|ubuntu|debian|python|html|css|utf|iso|rtx|acer|hp|dell|lenovo|asus|numero|num|id|jour|semaine|promo|noel|ete|microsoft|educonnect|pronote|arena|magistere|teams|webmail|azure|exchange|santorin|libreoffice|openoffice|base|ieee|rfc|iso|onlyoffice|nextcloud|zoom|webex|jitsi|moodle|convergence|toutatice|siecle|tchap|ent|seconde|terminale|premiere|cours|chapitre|exercice|seance|sequence|annee)[-_ ]?\d[\d.]*[a-z]{0,3}$/,
  // tickets: INC0012345, RITM0012345, REQ-2024-0913
  /^(?:inc|ritm|req|sctask|task|chg|prb|cs|case|dem|demande|ass|assist|sr|wo|tkt|incident|dossier|rt)[-_#]?\d{2,}(?:[-_]\d+)*$/,
  // networks
  /^(?:livebox|freebox|bbox|sfr|neufbox|tp-link|eduroam|eduspot|wifi)[-_][a-z0-9_-]+$/,
  /^\d(?:ere|eme|nde)?[a-z]{1,3}\d{0,2}$/,
  /^(?:[a-z]{1,3}-?\d{1,2}|[a-z]{1,2}-?\d{3})[a-z]?$/,
  // computers and printers: PC-SALLE12, DESKTOP-4F7K2P
  /^(?:desktop|laptop|pc|hp|srv|lap|mac|win|imp|prn)-[a-z0-9-]+$/,
];

/** The beginning of a long word (an address of a page) tells enough. */
const MAX_LENGTH = 64;

/** Whether a word is never a password, wherever it stands. */
export function isInnocent(lower: string): boolean {
  const bare = withoutFinalMarks(lower.slice(0, MAX_LENGTH));
  return INNOCENT.some((pattern) => pattern.test(bare));
}

/** Whether a word names a thing by number: "iphone15", "b204", "6eb". */
export function isNumberedThing(lower: string): boolean {
  const bare = withoutFinalMarks(lower.slice(0, MAX_LENGTH));
  return NUMBERED.some((pattern) => pattern.test(bare));
}

/** A word without the ! at its end; words are short enough (MAX_CHUNK) for this expression. */
export function withoutFinalMarks(word: string): string {
  return word.replace(/!+$/, '');
}
