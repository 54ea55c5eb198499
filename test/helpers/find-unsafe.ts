/**
 * What no text may tell anybody. Each rule looks at one sentence at a time; a sentence that forbids the thing is what we
 * want people to read.
 */
interface Rule {
  readonly name: string;
  readonly pattern: RegExp;
}

const RULES: readonly Rule[] = [
  {
    name: 'tells to accept a certificate',
    pattern:
      /(accept|autoris|approuv|trust|allow|continue)\w*[^.]*(certificat)|certificat\w*[^.]*(accept|autoris|approuv|trust)/i,
  },
  {
    name: 'tells to go on past a warning',
    pattern: /(ignor|pass(ez|er) outre|continue[zr]? quand même|proceed anyway|go on anyway)\w*/i,
  },
  {
    name: 'tells to switch off encryption or the second factor',
    pattern:
      /(désactiv|coup|suspend|enlev|retir|supprim|disable|turn off|switch off|remove)\w*[^.]*(ssl|tls|starttls|chiffrement|encryption|double authentification|deuxième facteur|second facteur|mfa|two-factor)/i,
  },
  {
    name: 'asks for a secret in the chat',
    // All three in one sentence, in any order: a verb of telling, a secret, and "here".
    pattern:
      /^(?=.*\b(tap|écri|envoy|donn|indiqu|communiqu|recopi|saisi|type|write|send|give|enter|tell))(?=.*(mot de passe|numen|\bcodes?\b|pièce d’identité|password|identity document))(?=.*(\bici\b|ce chat|discussion|\bhere\b|this chat))/i,
  },
];

/** What a whole text must say when it says something else. */
const CONDITIONS: readonly { readonly name: string; readonly says: RegExp; readonly without: RegExp }[] = [
  {
    name: 'has an account deleted without a look at what would be lost',
    says: /(?<!ne |not )(supprimez|retirez|delete|remove) (le|ce|votre|the|that|your) (compte|account)/i,
    without: /perdu|lost|vérifi|\bcheck/i,
  },
  {
    name: 'has a request sent from what may be a stolen mailbox',
    says: /(depuis|from) (une adresse|an address|votre messagerie|your (academy )?e-mail)\b/i,
    without: /surtout pas|and not from/i,
  },
  {
    name: 'promises a person without looking whether one is there',
    says: /(personne|person)[^.]*(à tout moment|at any time)/i,
    without: /\{(people|desk),/,
  },
];

const FORBIDS =
  /\b(ne|ni|jamais|pas|aucun|sans|never|not|no|nothing|without)\b|\bn’|désactivée|\boff\b.*(:|hide)/i;
const HOST = /\b(?:[a-z0-9-]+\.)+(?:fr|com|net|org|eu|io|info|gouv)\b/gi;

/** What is unsafe in a text, one line each; `domains` are the only ones that people may be sent to. */
export function findUnsafe(text: string, domains: readonly string[]): string[] {
  const sentences = text.split(/(?<=[.!?…])\s+|\n/);
  const told = sentences.flatMap((sentence) =>
    RULES.filter(({ pattern }) => pattern.test(sentence) && !FORBIDS.test(sentence)).map(
      ({ name }) => `${name}: “${sentence.trim()}”`,
    ),
  );
  const strange = [...text.matchAll(HOST)]
    .map(([host]) => host.toLowerCase())
    .filter((host) => !domains.some((domain) => host === domain || host.endsWith(`.${domain}`)))
    .map((host) => `sends to a host that is neither an academy’s nor the ministry’s: ${host}`);
  const lacking = CONDITIONS.filter(({ says, without }) => says.test(text) && !without.test(text)).map(
    ({ name }) => name,
  );
  return [...told, ...lacking, ...strange];
}
