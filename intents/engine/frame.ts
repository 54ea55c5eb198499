import { fold } from '../text.ts';

/**
 * What is left of a text when its subject is taken out: "mon compte n'est pas bloqué" and "my phone isn't stolen" become
 * "mon … n est pas …" and "my … isn t …". What a text does (denies, asks, reports a try) shows in its frame, whatever
 * it is about, so that a denial of one trouble teaches how another is denied.
 */

/** Stands for words of the subject, one or more. */
const SUBJECT = '_';
/** Stands for a question mark, which is no word. */
const ASKS = '?';
/** Parts in a row that make a feature. */
export const FRAME_SIZES: readonly number[] = [2, 3, 4];
/** With which the names of frames begin. */
export const FRAME_LETTER = 'f';

/** The words of frames, in plain letters: pronouns, auxiliaries, negations, prepositions, and the commonest verbs of trying and telling. */
const FRAME_WORDS: ReadonlySet<string> = new Set(
  `je j tu il elle on nous vous ils elles me m te t se s le la les l lui leur y en un une des du de d ce c cet cette ces ca
  cela mon ma mes ton ta tes son sa ses notre nos votre vos leurs qui que qu quoi quel quelle quels quelles ou comment pourquoi
  quand combien est es suis sont etes etait etais ete sera serait etre ai as a avons avez ont avait avais aura aurait eu avoir
  ne n pas plus jamais rien aucun aucune ni personne nulle non oui si ouais nan bah ben et mais donc car puis alors sinon apres
  avant depuis pour par avec sans sur dans chez vers au aux deja encore toujours aussi tout tous toute toutes meme juste
  seulement bien mal tres trop peu peux peut pouvez pourrais dois doit devez faut faudrait veux veut voulez voudrais vais va
  allez aller fait faire fais faites dit dire dis mis mettre mets met essaye essayer teste marche fonctionne passe reste arrive
  vois voir sais sait savoir parce quelqu quelque chose autre autres ici maintenant hier demain merci ok accord voila pareil
  idem lequel laquelle mien mienne sien sienne celui celle plutot parle parlez
  i you he she it we they him her us them my your his its our their mine yours this that these those an the is are am was were
  be been being do does did done doing have has had having will would can could should may might must don doesn didn isn aren
  wasn weren haven hasn hadn won wouldn couldn ve re ll not no nor never none nothing nobody neither any some all both every yes
  yeah yep okay and but or so if then because of in on at to from by with without about for into off up out over after before
  since until still already yet again now today yesterday tomorrow just only even too also very more what which who whom where
  when why how there here get got go goes went gone going come try tried trying work works worked working say says said tell
  told see know want need make made put use used keep keeps else other another same thing something anything someone anyone
  please thanks thank sorry rather mean meant talking`.split(/\s+/),
);

/** What stands for a word in a frame: itself, or its place. */
export function frameWord(word: string): string {
  const plain = fold(word);
  return FRAME_WORDS.has(plain) ? plain : SUBJECT;
}

/** The parts of a frame, the edges of the text and its question mark among them. */
export function frameParts(words: readonly string[], asks: boolean): string[] {
  const parts = ['^'];
  for (const word of words) if (word !== SUBJECT || parts.at(-1) !== SUBJECT) parts.push(word);
  if (asks) parts.push(ASKS);
  parts.push('$');
  return parts;
}

/** Whether a text has a question mark. */
export function hasQuestionMark(text: string): boolean {
  return text.includes('?');
}
