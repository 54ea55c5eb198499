/**
 * What no text may tell anybody. A sentence is looked at by itself: it is unsafe where it names a thing (`object`) and one of its
 * clauses tells to do the act (`act`) without forbidding it. A sentence that plays the danger down is unsafe whatever it negates:
 * “n’hésitez pas à accepter le certificat”. It is a net under the people who write, not a proof: what it lets pass is still read.
 */
export const UNSAFE = [
  'certificate',
  'warning',
  'protection',
  'secret',
  'host',
  'deletion',
  'stolen_mailbox',
  'promise',
  'notice',
  'password_place',
] as const;
/** A kind of thing that no text may say; `reasons.ts` of src/content words each for editors. */
export type Unsafe = (typeof UNSAFE)[number];

/** What was found, and the words in which it stands. */
export interface UnsafeWording {
  readonly kind: Unsafe;
  readonly quote: string;
}

interface Rule {
  readonly kind: Unsafe;
  readonly object: RegExp;
  readonly act: RegExp;
}

const CERTIFICATE = /certificat|autorité de certification|\bAC racine\b|root authority/i;
const SECRET =
  /mots? de passe|numen\b|passwords?\b|\bpasscode|pièce d’identité|identity document|(?:vos|tes|your) (?:identifiants|credentials|login)|\bcodes?\b/i;
/** Typing a secret is what sign-in pages are for: it is sharing where it goes into the chat. */
const TYPE =
  /\b(?:tap|saisi|recopi|écri|indiqu|coll|mett)(?:ez|er|ssez|vez)\b|\b(?:type|enter|write|paste|put)\b/i;
const CHAT =
  /(?<![\p{L}]|d’)(?:ici|ce chat|cette (?:discussion|conversation|fenêtre)|here|this (?:chat|conversation|window))(?![\p{L}])/iu;
/** Telling it is sharing wherever the secret is what is told. */
const GIVE =
  /\b(?:donn|communiqu|transmett|confi|partag|indiqu|dict|prêt|envoy|répét|révél)(?:ez|er|ons)\b(?:[^.,:;]|,(?= ))*|(?<!did you |if you |have you )\b(?:give|send|share|forward|lend|read out|reveal)\b[^.;]*|\btell (?:\S+ ){1,4}[^.;]*/i;
const GIVEN =
  /(?:votre|vos|ton|le|son|leur|your|the|their|his|her) (?:\S+ )?(?:mots? de passe|numen|codes?|identifiants|pièce d’identité|passwords?|passcode|credentials|login|identity document)(?![\p{L}])/iu;

const RULES: readonly Rule[] = [
  {
    kind: 'certificate',
    object: CERTIFICATE,
    act: /\b(?:accept|autoris|approuv|install|import|ajout|valid)(?:ez|er|ons|e(?! par)|ant)\b|faites(?:-lui)? confiance|faire confiance|\bdites oui|(?<!did you |if you |have you )\b(?:accept|trust|approve|allow|install|import)(?:ing)?(?![\p{L}])|add an exception|ajoutez une exception|\bsay yes/iu,
  },
  {
    kind: 'warning',
    object: /./,
    act: /\bignor(?:ez|er|ing|e)\b|pass(?:ez|er) outre|(?:continu|poursuiv)\w+ (?:quand même|malgré)|(?:proceed|continue|go on) anyway|continuer vers (?:ce|le) site|proceed to (?:the|this) site|click through the warning|ajoutez une exception de sécurité|add a security exception/i,
  },
  {
    kind: 'protection',
    object:
      /\b(?:ssl|tls|starttls|mfa|2fa|otp)\b|chiffrement|encryption|double authentification|(?:deuxième|second) facteur|second factor|two-(?:step|factor)|antivirus|pare-feu|firewall/i,
    act: /\b(?:désactiv|coup|suspend|enlev|retir|supprim|décoch|débranch)(?:ez|er|ons|re|ant|e)\b|pass(?:ez|er) (?:le chiffrement|ssl|tls)[^.]* (?:à|sur) « ?aucun|(?:choisi\w+|mett\w+|régl\w+)[^.]*(?:« ?aucune? ?»|sans (?:chiffrement|ssl|tls))|\b(?:disabl|remov|suspend|bypass|uncheck)(?:e|ing)?\b|(?:turn|switch)(?:ing)? (?:\w+ |\S+ \S+ )?off|(?:choose|set|select)[^.]* (?:“?none”?|no encryption)/i,
  },
];

/** What makes a danger small: behind it a negation forbids nothing. */
const LURE =
  /n’hésitez pas|sans (?:risque|danger|crainte|hésit|souci)|(?:pas|aucun|plus) (?:de |d’)?(?:risque|danger|souci|inquiét)|ne risque[zr]? rien|rien à craindre|ne vous (?:inquiétez|en faites) pas|pourquoi ne pas|pas (?:grave|interdit)|rien n’empêche|sauf |hormis|à moins|(?:do not|don’t|don't|not) (?:hesitate|worry|be afraid)|no (?:risk|harm|danger)|not (?:a risk|dangerous|forbidden)|nothing (?:to fear|stops)|without (?:risk|fear|worry|hesitat)|why not|except|unless|until you|tant que vous n|il suffit|« ?aucune? ?»|“none/i;
const FORBIDS =
  /(?<![\p{L}])(?:ne|ni|jamais|pas|aucun|aucune|sans|non|never|not|nor|no|nobody|nothing|without|don['’]t|refus\w+|reste désactivée?|au lieu d[e’]|plutôt que|instead of|rather than)(?![\p{L}])|(?<![\p{L}])n’|\boff\b.*(?::|hide)/iu;
/** An option that is to stay as it is may be called by its name. */
const LEFT_OFF = /(?:laissez|gardez|leave|keep)[^.]*(?:désactivée?|décochée?|\boff\b|unticked)/i;
const CLAUSE = /[;:—–()]|,(?! (?:ni|or|ou|nor) )| (?:et|mais|puis|alors|donc|and|but|then|so) /;

/** What a whole text must say when it says something else. */
const CONDITIONS: readonly { readonly kind: Unsafe; readonly says: RegExp; readonly unless: RegExp }[] = [
  {
    kind: 'deletion',
    says: /(?<!ne |not |sans |without )\b(?:(?:supprim|effac|retir)(?:ez|ons)|(?:pouvez|devez|faut|suffit de|commencer par) (?:supprimer|effacer|retirer)|delete|remove|wipe) (?:le|ce|votre|tous les|vos|the|that|this|your|all (?:the )?) ?(?:compte|account|profil|profile|messages|e-?mails|dossiers?|folders?|boîte|mailbox)(?![\p{L}])/iu,
    unless: /perd|lost|lose|vérifi|\bcheck|copie|copy|sauvegard|back(?:ed)? up|(?:ne|n’)[^.]*(?:pas|rien)/i,
  },
  {
    kind: 'deletion',
    says: /(?<!ne |not |sans |without )\b(?:vid(?:ez|ons)|empty)\b[^.]{0,30}(?:corbeille|indésirables|trash|\bbin\b|spam)/iu,
    unless: /définiti|\bfinal\b|perd|lost|regardez|vérifi|look through|\bcheck/i,
  },
  {
    kind: 'stolen_mailbox',
    says: /(?:depuis|from) (?:une adresse|an address|votre messagerie|your (?:acad[eé]m(?:y|ie) )?e-mail)\b/i,
    unless: /surtout pas|and not from/i,
  },
  {
    kind: 'promise',
    says: /(?:personne|agent|conseiller|person|adviser)[^.]*(?:à tout moment|à toute heure|24 h|7 j|at any time|around the clock|24\/7)|(?:vous répondra|va vous répondre|vous rappellera|will (?:answer|call) you)[^.]*(?:minutes?|heures?|hours?|aujourd’hui|today|tout de suite|immédiatement|right away)/i,
    unless: /\{(?:people|desk|wait|opens_at|estimate)\w*[,}]/,
  },
  {
    // In a browser nothing arrives where the page is closed.
    kind: 'notice',
    says: /je vous (?:l’)?(?:préviendrai|préviens|écrirai|écris|le dirai|le dis) (?:ici|dès|quand|sur)|\bI(?: will|’ll)? (?:tell|write to|warn) you (?:here|when|as soon|on this)/iu,
    unless:
      /page[^.]*(?:ouverte|open\b)|(?:page|onglet|tab)[^.]*(?:gard|laiss|keep|leave)|(?:gard|laiss|keep|leave)[^.]*(?:page|onglet|tab)/i,
  },
  {
    // Where, and what if they cannot: in some academies nobody can do it alone.
    kind: 'password_place',
    says: /(?<!ne |pas |vous )\bchangez (?:\S+ ){0,3}votre mot de passe|(?<!you |not |to |can |could )\bchange your password\b/iu,
    unless:
      /\{(?:reset|reset_place|change_password)\b|(?:password (?:from|in|on)|mot de passe (?:depuis|sur|dans)) |(?:demandez|dites|ask|tell)[- ](?:moi|me|-le)/i,
  },
];

const TLD =
  'fr|com|net|org|eu|io|info|gouv|biz|xyz|top|online|site|app|dev|me|ly|link|click|shop|live|ru|cn|tk|co|uk|be|ch|de|lu|re|nc|gl|page|cloud|support|help';
const HOST = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:[\\p{L}\\p{N}-]+\\.)+(?:${TLD})(?![\\p{L}\\p{N}])(?:\\.(?:[\\p{L}\\p{N}-]+\\.)*\\p{L}+)?`,
  'giu',
);
/** Addresses that need no name: a number, or a scheme other than that of web pages. */
const BARE_ADDRESS = /\bhttps?:\/\/(?:\d{1,3}\.){3}\d{1,3}|\b(?:javascript|data|ftp|file):(?=\S)/gi;

/**
 * What is unsafe in a text, in the order of the rules; `domains` are the only ones that people may be sent to, with all below
 * them. Values in braces are not looked into: facts are checked by themselves.
 */
export function findUnsafe(text: string, domains: readonly string[]): UnsafeWording[] {
  const sentences = text
    .replaceAll("'", '’')
    .split(/(?<=[.!?…])[\s»”)}]+|\n/)
    .map((sentence) => sentence.trim());
  const acts = sentences.flatMap((quote) =>
    [...RULES.filter((rule) => tells(quote, rule)).map(({ kind }) => kind), ...sharing(quote)].map(
      (kind) => ({ kind, quote }),
    ),
  );
  const lacking = CONDITIONS.flatMap(({ kind, says, unless }) => {
    const said = says.exec(text);
    return said && !unless.test(text) ? [{ kind, quote: said[0] }] : [];
  });
  const hosts = [...text.matchAll(HOST), ...text.matchAll(BARE_ADDRESS)]
    .map(([host]) => host.toLowerCase())
    .filter((host) => !domains.some((domain) => host === domain || host.endsWith(`.${domain}`)))
    .map((quote) => ({ kind: 'host' as const, quote }));
  return [...acts, ...lacking, ...hosts];
}

function tells(sentence: string, { object, act }: Omit<Rule, 'kind'>): boolean {
  if (!object.test(sentence) || !act.test(sentence)) return false;
  if (LURE.test(sentence)) return true;
  if (LEFT_OFF.test(sentence)) return false;
  return sentence.split(CLAUSE).some((clause) => act.test(clause) && !FORBIDS.test(clause));
}

/** A secret is shared where it is told to somebody or typed into the chat, and not where it is typed at its own place. */
function sharing(sentence: string): Unsafe[] {
  const intoChat = sentence.split(CLAUSE).some((clause) => CHAT.test(clause) && !FORBIDS.test(clause));
  const typed =
    (intoChat || (CHAT.test(sentence) && LURE.test(sentence))) &&
    tells(sentence, { object: SECRET, act: TYPE });
  const told = GIVEN.test(GIVE.exec(sentence)?.[0] ?? '') && tells(sentence, { object: SECRET, act: GIVE });
  return typed || told ? ['secret'] : [];
}
