import { buildMachine } from '../../dialogs/chart/machine.ts';
import type { DialogMeta } from '../../dialogs/chart/meta.ts';
import { createActReader } from '../../dialogs/interpret/acts.ts';
import { choiceOf, type Odds, priorsOf, type Setting } from '../../dialogs/interpret/candidates.ts';
import { labelsOfChoice } from '../../dialogs/interpret/heard-as.ts';
import type { Knowledge } from '../../dialogs/knowledge/values.ts';
import { createRandom } from '../../intents/engine/random.ts';
import type { Example } from '../../intents/engine/train.ts';
import { isTrouble, kindOf, OUT_OF_SCOPE, TROUBLES, type Trouble } from '../../intents/labels.ts';
import type { MessageReader, Reading } from '../../intents/reader.ts';
import type { Homes } from '../../intents/taxonomy.ts';
import type { Language } from '../../intents/text.ts';

/** A line whose label is known, in a state in which somebody would say it. */
export interface PlacedLine {
  readonly reading: Reading;
  readonly label: string;
  readonly language: Language;
  readonly setting: Setting;
  /** The kind of label and of place, by which figures are told apart. */
  readonly group: string;
}

/** A question that the bot asks, and where. */
interface Question {
  readonly meta: DialogMeta;
  readonly offers: readonly { readonly id: string }[];
  readonly trouble: Trouble | null;
}

/** Puts lines into the states in which they would be said; which ones is chosen by the line alone. */
export function placeLines(
  lines: readonly Example[],
  knowledge: Knowledge,
  reader: MessageReader,
  homes: Homes,
): PlacedLine[] {
  const questions = questionsOf(buildMachine(knowledge).root);
  return lines.flatMap((line) => place(line, reader.read(line.text), questions, homes));
}

function place(
  { text, label, language }: Example,
  reading: Reading,
  questions: readonly Question[],
  homes: Homes,
): PlacedLine[] {
  const random = createRandom(seedOf(text));
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const kind = kindOf(label);
  const make = (group: string, setting: Partial<Setting>): PlacedLine => ({
    reading,
    label,
    language,
    group,
    setting: {
      meta: undefined,
      offers: [],
      trouble: null,
      inFlow: false,
      urgent: false,
      topic: null,
      homes,
      ...setting,
    },
  });
  const inFlow = (question: Question, topic: string | null = null) => ({
    meta: question.meta,
    offers: question.offers,
    trouble: question.trouble,
    inFlow: true,
    topic,
  });
  const asking = questions.filter(({ meta, offers }) =>
    offers.some(({ id }) => labelsOfChoice(id, meta.say).includes(label)),
  );
  if (kind === 'choice' || kind === 'said' || kind === 'reply') {
    if (asking.length > 0) return [make(kind, inFlow(pick(asking)))];
    return kind !== 'reply' ? [] : [make('reply elsewhere', inFlow(pick(questions)))];
  }
  const home = homes.get(label);
  const own = questions.filter(({ trouble }) => trouble === home);
  if (kind === 'answer') {
    const near = own.length > 0 ? [make('answer in its flow', inFlow(pick(own)))] : [];
    return [make('answer first', {}), ...near, make('answer elsewhere', inFlow(pick(questions)))];
  }
  if (kind === 'safety') return [make('safety first', {}), make('safety in a flow', inFlow(pick(questions)))];
  if (kind === 'follow') return [make('follow', inFlow(pick(questions), 'lockout_how_long'))];
  if (kind) return [make(kind, inFlow(pick(questions)))];
  if (label === 'affirm' || label === 'deny') return [];
  if (label === OUT_OF_SCOPE) return random() < 0.4 ? [make('foreign first', {})] : [];
  if (isTrouble(label)) {
    const others = questions.filter(({ trouble }) => trouble !== label);
    const again = questions.filter(({ trouble }) => trouble === label);
    return [
      make('trouble first', {}),
      make('trouble in another flow', inFlow(pick(others))),
      ...(again.length > 0 && random() < 0.3 ? [make('trouble again', inFlow(pick(again)))] : []),
    ];
  }
  return [make('talk first', {}), make('talk in a flow', inFlow(pick(questions)))];
}

/** Reads a placed line under some odds; gives the act that counts. */
export function createLineReader(reader: MessageReader, homes: Homes) {
  const actReader = createActReader(reader, homes);
  return ({ reading, setting }: PlacedLine, odds?: Odds): string =>
    actReader.read(reading, priorsOf(reader.labels, setting, odds)).acts.at(-1)?.label ?? 'nothing';
}

/** At the opening an answer may be asked for as the trouble it is about, and the other way round: both are helped. */
export function isRight(got: string, { label, setting }: PlacedLine): boolean {
  if (got === label) return true;
  const choice = choiceOf(label, setting.offers);
  if (choice !== undefined && choiceOf(got, setting.offers) === choice) return true;
  const { homes } = setting;
  if (kindOf(got) === 'answer' && isTrouble(label)) return homes.get(got) === label;
  return homes.get(got) === label || (got === homes.get(label) && kindOf(label) === 'safety');
}

function questionsOf(node: {
  readonly meta?: unknown;
  readonly path: readonly string[];
  readonly states: object;
}): Question[] {
  const meta = node.meta as DialogMeta | undefined;
  const trouble = TROUBLES.find((name) => node.path.includes(name)) ?? null;
  const below = Object.values(node.states).flatMap((child) => questionsOf(child));
  if (!meta?.say) return below;
  return [{ meta, offers: [...meta.choices, 'person'].map((id) => ({ id })), trouble }, ...below];
}

function seedOf(text: string): number {
  let seed = 7;
  for (let at = 0; at < text.length; at++) seed = (Math.imul(seed, 31) + text.charCodeAt(at)) >>> 0;
  return seed;
}
