import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Troubles named in many ways, answers, remarks, changes of mind: conversations that get somewhere. */
const SCRIPTED: readonly (readonly string[])[] = [
  ['mon compte est bloqué à Paris', "à l'instant", 'ok merci'],
  ['bonjour', 'mot de passe oublié', 'Lyon', "qu'est-ce que le NUMEN ?"],
  ['mot de passe expiré, académie de Lyon', 'non', 'toujours pas', 'je veux parler à une personne'],
  [
    "alerte de certificat à l'ouverture de Thunderbird",
    'Aix-Marseille',
    'non, je me suis arrêté',
    'toujours rouge',
  ],
  ['je ne reçois plus le code par sms', 'Paris', "j'ai changé de téléphone", 'oui'],
  [
    'ma boîte de réception est vide depuis hier',
    'paris',
    "non rien dans l'ENT",
    'et pour transférer mes messages ?',
  ],
  ['I cannot sign in, my password has expired', 'Aix-Marseille', 'no', 'it still does not work'],
  [
    'comment configurer ma messagerie sur android',
    'Lyon',
    'et sur iphone ?',
    'le serveur smtp svp',
    "c'est bon",
  ],
  ['quel est mon identifiant à Aix-Marseille ?', 'mon nom a un tiret', 'la page tourne sans fin', 'merci'],
  ["j'ai cliqué sur un lien bizarre et donné mon mot de passe", 'lyon', "je n'ai pas d'autre appareil"],
  [
    'première connexion je suis nouveau professeur',
    'paris',
    'où trouver le numen',
    'page blanche',
    'firefox',
  ],
  ['hello', 'my account got locked after too many tries', 'Paris', 'just now', 'can I talk to a human?'],
];

const UNSEEN = join(import.meta.dirname, '../../intents/unseen');
/** Lines of a conversation that is made of them: with more, Teams' pace would be measured. */
const LINES = 4;

/**
 * Two thousand lines as people write them, which nothing is trained on, each once: no cache of whole texts helps anybody. They
 * come in an even mix of labels, as if people changed their minds all the time.
 */
function varied(): string[][] {
  const files = globSync('**/*.txt', { cwd: UNSEEN }).sort();
  const lists = files.map((file) =>
    readFileSync(join(UNSEEN, file), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '' && !line.startsWith('#')),
  );
  const longest = Math.max(...lists.map(({ length }) => length));
  const lines = Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at] ?? [])).flat();
  return Array.from({ length: Math.floor(lines.length / LINES) }, (_, at) =>
    lines.slice(at * LINES, (at + 1) * LINES),
  );
}

/** What people type, one list a conversation; half of the conversations are scripted ones, over and over. */
export const DIALOGUES: readonly (readonly string[])[] = varied().flatMap((lines, at) => [
  lines,
  SCRIPTED[at % SCRIPTED.length] ?? [],
]);
