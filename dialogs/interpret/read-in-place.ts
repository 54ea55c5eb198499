import { idOf, isTrouble, kindOf } from '../../intents/labels.ts';
import type { Reading } from '../../intents/reader.ts';
import type { Homes } from '../../intents/taxonomy.ts';
import type { ActReader } from './acts.ts';
import { choicesByLabel } from './candidates.ts';
import { DENIAL, TURNS_AWAY } from './denials.ts';
import { linkedAnswers } from './follow-ups.ts';
import type { Priors } from './priors.ts';
import { freshOf, type Situation } from './situation.ts';
import { createSubstance } from './substance.ts';
import { createTroubleBehind } from './trouble-behind.ts';
import type { Act, Acts } from './types.ts';

/** From this support it is known what a message is about. */
const SUBJECT = 0.5;

/** The circumstance of a trouble that its first message may tell, and that changes what is proposed first. */
const CIRCUMSTANCES: ReadonlyMap<string, string> = new Map([['mail_client_setup', 'state.account_set_up']]);
/** What says the same: an account that works by half is there. */
const SAYING: ReadonlySet<string> = new Set(['reply.partly', 'answer.smtp_only']);
/** The confidence from which it is told, by itself and together with what says the same. */
const TOLD = { alone: 0.25, together: 0.45 } as const;

/** What hardly anybody asks to whom no harm was done, and what they may tell by it: "j'ai accepté le certificat, je fais quoi de l'ordi". */
const PRESUPPOSES: ReadonlyMap<string, string> = new Map([
  ['answer.certificate_device', 'safety.certificate_accepted'],
]);

/** The share of what a question that supposes harm leaves to all else from which the words tell of that harm, too. */
const SUPPOSED = 0.3;

/** What a message is read with where it stands; made once. */
export interface ReadInPlaceParts {
  readonly actReader: ActReader;
  readonly priorsOf: Priors;
  readonly labels: readonly string[];
  readonly homes: Homes;
}

/** Builds what reads the acts of a message in a situation. */
export function createReadInPlace({ actReader, priorsOf, labels, homes }: ReadInPlaceParts) {
  const substance = createSubstance(actReader, labels, homes);
  const withTroubleBehind = createTroubleBehind(actReader, priorsOf);

  /** What else is said by somebody who turns to something else is read as the first message of a conversation. */
  function readAnew(reading: Reading, before: Acts, situation: Situation): Acts {
    const priors = priorsOf(freshOf(situation));
    for (const read of [actReader.read, substance.read]) {
      const { acts, candidates } = read(reading, priors);
      const troubles = acts.filter(({ label }) => isTrouble(label));
      const named =
        troubles.length > 0 ? troubles : acts.flatMap((act) => withFlow(act, candidates, situation));
      if (named.length > 0) return { acts: [...before.acts.filter(turnsAway), ...named], candidates };
    }
    return before;
  }

  /** What the message is about is what its clauses are about. */
  function subjectOf({ label, support }: Act) {
    const home = homes.get(label) ?? label;
    if (support < SUBJECT || !isTrouble(home)) return {};
    return { trouble: home, topic: kindOf(label) === 'answer' ? idOf(label) : null, spoken: true };
  }

  /** What a message tells of the trouble that it is about: read as if that were at hand, which it is not yet where it is the first one. */
  function circumstanceOf(
    { acts, candidates: [whole] }: Acts,
    reading: Reading,
    situation: Situation,
  ): Act[] {
    const told = CIRCUMSTANCES.get(whole ? (homes.get(whole.label) ?? whole.label) : '');
    if (!whole || !told || whole.support < SUBJECT || acts.some(({ label }) => label === told)) return [];
    const priors = priorsOf({ ...situation, ...subjectOf(whole), spoken: true });
    const { candidates } = actReader.read({ ...reading, clauses: [] }, priors);
    const alone = candidates.find(({ label }) => label === told)?.confidence ?? 0;
    const together = candidates
      .filter(({ label }) => SAYING.has(label))
      .reduce((sum, { confidence }) => sum + confidence, alone);
    if (alone < TOLD.alone && together < TOLD.together) return [];
    return [{ label: told, confidence: together, support: together, text: whole.text }];
  }

  return (reading: Reading, situation: Situation): Acts =>
    withTroubleBehind(withHarmSupposed(readActs(reading, situation), situation), reading, situation);

  function readActs(reading: Reading, situation: Situation): Acts {
    if (reading.strange) return { acts: [], candidates: [] };
    const linked = linkedAnswers(situation);
    const priors = priorsOf({ ...situation, linked });
    const read = actReader.read(
      reading,
      priors,
      (whole) => priorsOf({ ...situation, linked, ...subjectOf(whole) }),
      choicesByLabel(situation),
    );
    const behind = situation.inFlow ? undefined : substance.behindCourtesy(reading, read, priors);
    if (behind) return behind;
    const beside = [
      ...substance.besideVerdict(reading, read, priors),
      ...circumstanceOf(read, reading, situation),
    ];
    const acts = { ...read, acts: [...read.acts, ...beside] };
    const troubled = acts.acts.some(({ label }) => isTrouble(label));
    // Whoever asks for a person besides gets one, whatever else is meant: "vous ne répondez pas, passez-moi quelqu'un".
    const person = acts.acts.some(({ label }) => label === 'human_agent');
    if (!person && acts.acts.some(turnsAway) && (situation.inFlow || !troubled))
      return readAnew(reading, acts, situation);
    // What is named beside a denial may be what they have instead: it is looked at by itself.
    const denies = situation.inFlow && !troubled && acts.acts.some(({ label }) => label === DENIAL);
    return denies
      ? { ...acts, candidates: actReader.read(reading, priorsOf(freshOf(situation))).candidates }
      : acts;
  }
}

/** The acts with the harm that a question among them supposes, where that may have been done. */
function withHarmSupposed({ acts, candidates }: Acts, { urgent }: Situation): Acts {
  if (urgent) return { acts, candidates };
  const shareOf = (label: string) => candidates.find((act) => act.label === label)?.confidence ?? 0;
  const supposed = acts.flatMap(({ label }) => {
    const harm = PRESUPPOSES.get(label);
    if (harm === undefined || acts.some((act) => act.label === harm)) return [];
    const share = shareOf(harm) / Math.max(1 - shareOf(label), shareOf(harm), Number.EPSILON);
    const heard = candidates.find((act) => act.label === harm);
    return heard && share >= SUPPOSED ? [{ ...heard, confidence: share, support: share }] : [];
  });
  return { acts: [...acts, ...supposed], candidates };
}

/** An answer together with the flow of its trouble, where that may be meant, or else the one that it leads to. */
function withFlow(act: Act, candidates: readonly Act[], { answers, trouble }: Situation): Act[] {
  const { about, offers } = (kindOf(act.label) === 'answer' && answers.get(idOf(act.label))) || {};
  const flow = candidates.some(({ label }) => label === about && isTrouble(label)) ? about : offers;
  return flow && flow !== trouble ? [act, { ...act, label: flow }] : [];
}

function turnsAway({ label }: Act): boolean {
  return TURNS_AWAY.has(label) || label === 'restart';
}
