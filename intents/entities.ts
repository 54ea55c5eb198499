import { fold } from './text.ts';

/** What an utterance names besides its intent. Values are canonical names, not the words typed. */
export interface Entities {
  academy?: string;
  device?: string;
  mailClient?: string;
  browser?: string;
  secondFactor?: string;
  errorMessage?: string;
}

/** The names under which people know an academy: places and internet domains, in plain lower-case letters. */
export interface AcademyNames {
  readonly id: string;
  readonly places: readonly string[];
  readonly domains: readonly string[];
}

type EntityKind = Exclude<keyof Entities, 'academy' | 'errorMessage'>;

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
    ['ios_mail', /\b(apple mail|mail (ios|apple)|(ios|iphone|ipad) mail|app(li(cation)?)? mail)\b/],
  ],
  browser: [
    ['firefox', /\b(firefox|mozilla)\b/],
    ['chrome', /\b(chrome|chromium)\b/],
    ['edge', /\bedge\b/],
    ['safari', /\bsafari\b/],
    ['internet_explorer', /\b(internet explorer|ie ?11|ie)\b/],
    ['opera', /\b(opera|brave|vivaldi)\b/],
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
};

/** Academies the bot has no facts about; recognised so that their staff get general advice and are told so. */
const OTHER_PLACES =
  /\b(amiens|besancon|bordeaux|caen|rouen|normandie|clermont|corse|ajaccio|bastia|creteil|dijon|grenoble|guadeloupe|guyane|lille|limoges|martinique|mayotte|montpellier|nancy|metz|nantes|nice|orleans|tours|poitiers|reims|rennes|la reunion|strasbourg|toulouse|versailles)\b/;
/** Place names that are also ordinary words need a word of place before them ("nice, it works" is no academy). */
const ORDINARY_WORDS = /^(nice|tours)$/;
const BEFORE_A_PLACE =
  /(academie|rectorat|academy|acad|dsden|ac) ?(de |d'|of |in |-)?$|\b(a|sur|de|in|from|at|of) $/;
const OTHER_DOMAIN = /\bac-[a-z]+(-[a-z]+)*\.fr\b/;

const QUOTED_ERROR = /["«“]\s*([^"»”]{6,200}?)\s*["»”]/;
const ERROR_CODE =
  /\b(?:err(?:eur|or)?|code)\s*:?\s*((?:http\s*)?[45]\d\d\b|0x[0-9a-f]{4,8}\b|[A-Z]{2,}_[A-Z_]{3,})/i;
const BARE_ERROR =
  /\b((?:NET::)?ERR_[A-Z_]{4,}|SSL_ERROR_[A-Z_]+|SEC_ERROR_[A-Z_]+|MOZILLA_PKIX_[A-Z_]+|AADSTS\d+|0x[0-9a-f]{8})\b/i;

/** Finds the entities in a text; an absent key means that none was named. */
export function extractEntities(text: string, academies: readonly AcademyNames[]): Entities {
  const folded = fold(text);
  const found: Entities = {};
  for (const kind of Object.keys(PATTERNS) as EntityKind[]) {
    const match = PATTERNS[kind].find(([, pattern]) => pattern.test(folded));
    if (match) found[kind] = match[0];
  }
  const academy = findAcademy(folded, academies);
  if (academy) found.academy = academy;
  const error = BARE_ERROR.exec(text)?.[1] ?? QUOTED_ERROR.exec(text)?.[1] ?? ERROR_CODE.exec(text)?.[0];
  if (error) found.errorMessage = error.trim();
  return found;
}

function findAcademy(folded: string, academies: readonly AcademyNames[]): string | undefined {
  const words = folded.replace(/[^a-z0-9.]+/g, ' ').trim();
  const known = academies.find(
    ({ places, domains }) =>
      domains.some((domain) => folded.includes(domain)) ||
      places.some((place) => ` ${words} `.includes(` ${place} `)),
  );
  if (known) return known.id;
  if (OTHER_DOMAIN.test(folded)) return 'other';
  const place = OTHER_PLACES.exec(folded);
  if (!place?.[1]) return undefined;
  if (ORDINARY_WORDS.test(place[1]) && place[1] !== folded.trim()) {
    return BEFORE_A_PLACE.test(folded.slice(0, place.index)) ? 'other' : undefined;
  }
  return 'other';
}
