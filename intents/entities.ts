import type { FindAcademy } from './find-academy.ts';
import { fold } from './text.ts';

/** What an utterance names besides its intent. Values are canonical names, not the words typed. */
export interface Entities {
  academy?: string;
  device?: string;
  mailClient?: string;
  browser?: string;
  secondFactor?: string;
  /** What in a browser may keep parts of a page from loading. */
  blocker?: string;
  /** A network that others run, who may look into what goes over it. */
  network?: string;
  errorMessage?: string;
  /** The webmail's name, or that it is about the web page. */
  webmail?: string;
  /** Whether it is about reading or sending mail. */
  direction?: 'incoming' | 'outgoing';
  /** Whether it is about the person or about somebody else. */
  person?: 'self' | 'other';
}

type EntityKind = Exclude<keyof Entities, 'academy' | 'errorMessage' | 'direction' | 'person'>;

/** First match wins in each kind, so the more specific stand first. Tried on text folded to plain letters. */
const PATTERNS: Record<EntityKind, readonly (readonly [string, RegExp])[]> = {
  device: [
    ['iphone', /\bi ?-?phones?\b/],
    ['ipad', /\bi ?-?pads?\b/],
    ['android', /\b(android|samsung|galaxy|xiaomi|huawei|oppo|pixel|redmi|oneplus)\b/],
    ['mac', /\b(mac|macbook|imac)\b/],
    ['chromebook', /\bchromebooks?\b/],
    ['tablet', /\b(tablettes?|tablets?)\b/],
    ['phone', /\b(telephones?|tel|smartphones?|portable|mobile|phones?|cell ?phone)\b/],
    ['computer', /\b(ordinateurs?|ordi|pc|poste|computers?|laptops?|desktop|windows)\b/],
  ],
  mailClient: [
    ['thunderbird', /\bth?u?nderbird\b/],
    ['outlook', /\boutlook\b/],
    ['gmail', /\bgmail\b/],
    ['k9', /\bk-?9\b/],
    ['ios_mail', /\b(apple mail|mail (ios|apple)|(ios|iphone|ipad) mail)\b/],
  ],
  browser: [
    ['firefox', /\b(firefox|mozilla)\b/],
    ['chrome', /\b(chrom(e|ium|ey|y)|google ?chrome)\b/],
    ['edge', /\bedge\b/],
    ['safari', /\bsafari\b/],
    ['internet_explorer', /\b(internet explorer|ie ?11|ie)\b/],
    ['opera', /\b(opera|brave|vivaldi)\b/],
  ],
  webmail: [
    ['convergence', /\bconvergence\b/],
    ['roundcube', /\bround ?cube\b/],
    ['webmail', /\b(web ?mail|page web|site (web|de la messagerie))\b/],
  ],
  secondFactor: [
    ['sms', /\b(sms|texto|text message)s?\b/],
    [
      'security_key',
      /\b(yubi ?key|(cle|key) (physique|usb|fido2?|otp|de securite)|(physical|security|usb|otp) key)\b/,
    ],
    ['authenticator', /\b(authenticat(or|eur|ion app)|appli(cation)? d'auth\w*|totp)\b/],
    ['push', /\b(push|notifications?)\b/],
  ],
  blocker: [
    ['script_blocker', /\b(no ?script|script ?blockers?|bloqueurs? de scripts?)\b/],
    ['vpn', /\bvpns?\b/],
    [
      'ad_blocker',
      /\b(u ?block|ad ?-?block(ers?|ing|s)?|ghostery|privacy badger|(content|pop-?up) blockers?|bloqueurs?|anti-?pub)\b/,
    ],
  ],
  network: [
    [
      'public',
      /\b(l?hotel|hostel|airbnb|gite|camping|gare|tgv|l?aeroport|airport|(le|the|du) train|starbucks|mc ?do(nald'?s)?|coffee shop|bistrot?|(wi-?fi|reseau) (public|gratuit|ouvert|du cafe)|(public|free|open|cafe) (wi-?fi|network)|hotspot)\b/,
    ],
  ],
};

const QUOTED_ERROR = /["«“]([^"»”]{6,200})["»”]/g;
/** What stands before the name of a button, which is quoted and no message: "dois-je cliquer sur « Continuer » ?" */
const BUTTON_BEFORE =
  /\b((cliqu|clic|appu[iy]|click|tap|press)\p{L}*\s+(sur|on)|bouton|button)(\s+(le|la|the|de))*\s*:?\s*$/iu;
const BUTTON_AFTER = /^\s*(bouton|button)\b/iu;
const ERROR_CODE =
  /\b(?:err(?:eur|or)?|code)\s{0,3}:?\s{0,3}((?:http\s*)?[45]\d\d\b|0x[0-9a-f]{4,8}\b|[A-Z]{2,}_[A-Z_]{3,})/i;
const BARE_ERROR =
  /\b((?:NET::)?ERR_[A-Z_]{4,}|SSL_ERROR_[A-Z_]+|SEC_ERROR_[A-Z_]+|MOZILLA_PKIX_[A-Z_]+|AADSTS\d+|0x[0-9a-f]{8})\b/i;

const DIRECTIONS = [
  ['outgoing', /\b(smtp|envoi|envoyer|envois|sortants?|sending|send|outgoing)\b/],
  ['incoming', /\b(imap|reception|recevoir|entrants?|receiving|receive|incoming)\b/],
] as const;
/** The first that is named: "le mien" beside "le sien" asks about oneself. */
const PERSONS = [
  ['self', /\b(je|j'|mon|ma|mes|moi|mien|mienne|i|my|mine|me)\b/],
  [
    'other',
    /\b(il|elle|lui|son|sa|ses|sien|sienne|collegues?|femme|mari|fille|fils|he|she|him|her|his|hers|their|colleagues?|wife|husband)\b/,
  ],
] as const;
/** What stands before a thing that the person has not got, or does not mean. */
const DENIED =
  /\b(pas|plus|ni|sans|aucune?|no|not|without|n['’]?t (have|use|do|run|own|mean))( (de|d'|un|une|le|la|l'|sur|an?|the|my|on|any))* ?$/;

/** Whether a text names something without saying that it is not there: "je n'ai pas d'Android". */
function isNamed(pattern: RegExp, folded: string): boolean {
  const match = pattern.exec(folded);
  return match !== null && !DENIED.test(folded.slice(Math.max(0, match.index - 24), match.index));
}

/** Finds the entities in a text; an absent key means that none was named. */
export function extractEntities(text: string, findAcademy: FindAcademy): Entities {
  const folded = fold(text);
  const found: Entities = {};
  for (const kind of Object.keys(PATTERNS) as EntityKind[]) {
    const match = PATTERNS[kind].find(([, pattern]) => isNamed(pattern, folded));
    if (match) found[kind] = match[0];
  }
  const direction = DIRECTIONS.filter(([, pattern]) => pattern.test(folded));
  // Where both are named it is about neither alone.
  if (direction.length === 1 && direction[0]) found.direction = direction[0][0];
  const person = PERSONS.find(([, pattern]) => pattern.test(folded));
  if (person) found.person = person[0];
  const academy = findAcademy(folded);
  if (academy) found.academy = academy;
  const error = BARE_ERROR.exec(text)?.[1] ?? quotedError(text) ?? ERROR_CODE.exec(text)?.[0];
  if (error) found.errorMessage = error.trim();
  return found;
}

/** Characters before a quotation that are looked at. */
const NEAR = 40;

/** The first quotation that is no button. */
function quotedError(text: string): string | undefined {
  for (const { 0: all, 1: quoted, index } of text.matchAll(QUOTED_ERROR)) {
    const behind = BUTTON_BEFORE.test(text.slice(Math.max(0, index - NEAR), index));
    if (!behind && !BUTTON_AFTER.test(text.slice(index + all.length))) return quoted;
  }
  return undefined;
}
