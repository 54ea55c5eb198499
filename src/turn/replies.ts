import type { DialogMeta } from '../../dialogs/chart/meta.ts';
import { offersOf } from '../../dialogs/interpret/offers.ts';
import type { Knowledge } from '../../dialogs/knowledge/values.ts';
import type { Said } from './read-actions.ts';
import { withoutRepeats } from './repeats.ts';
import type { StepMoment } from './run-machine.ts';
import { metaOf, type Snapshot } from './snapshot.ts';
import type { Reply } from './types.ts';
import { createChoose, documentsBehind, QUESTION_ONLY } from './wording.ts';

/**
 * The replies of a turn: its statements in order, then its last question; where nothing was asked, the present question
 * again, in the wording that is wanted. The choices stand under the last one. Nothing is said that the turn before has
 * said word for word: another wording is, where there is one.
 */
export function wordReplies(
  knowledge: Knowledge,
  said: readonly Said[],
  snapshot: Snapshot,
  { locale, now, desk, wording, told }: StepMoment & Telling,
): Reply[] {
  const { texts } = knowledge;
  const { context } = snapshot;
  const meta = metaOf(snapshot);
  const choose = createChoose(knowledge, meta, { locale, now, desk }, told);
  const asked = said.findLast(({ kind }) => kind === 'question')?.message;
  const statements = said.filter(({ kind }) => kind === 'statement');
  const questions = asked ? [asked, `reworded.${asked}`] : wordingsOf(meta, wording);
  const asks = asked !== undefined || (meta !== undefined && (wording !== 'none' || statements.length === 0));
  const warned = context.topic.urgent || statements.some(({ message }) => message.startsWith('safety.'));
  const chosen = [
    ...statements.map((line) => ({ ...line, keys: keysOf(line.message, asked, warned) })),
    ...(asks ? [{ context, keys: questions }] : []),
  ].flatMap(({ context: about, keys }) => choose(keys, about));
  const lines = joinTitles(withoutRepeats(chosen, asks ? chosen.at(-1) : undefined));

  const offers = offersOf(meta, context, knowledge, locale, now);
  return lines.map((line, index) => {
    const documents = documentsBehind(line.facts, texts, locale);
    return {
      type: 'reply',
      text: line.text,
      message: line.message,
      locale,
      choices: index === lines.length - 1 ? offers.map(({ id, title }) => ({ id, title })) : [],
      ...(meta && { asked: meta.say }),
      ...(documents.length > 0 && { sources: documents }),
    };
  });
}

/** Questions that tell where and how to change the password, and the warnings that would tell the same just before. */
const WARNS: Readonly<Record<string, readonly string[]>> = {
  'phishing_report.compromised': ['safety.secret_given', 'safety.spam_sent'],
  'mfa_reset.stolen': ['safety.phone_stolen'],
};

/**
 * The wordings of a statement: none where the question behind it says the same, and of a masked secret only the short one to
 * whoever is `warned`, by now or before, that the password has to be changed.
 */
function keysOf(message: string, asked: string | undefined, warned: boolean): string[] {
  if (asked && WARNS[asked]?.includes(message)) return [];
  if (warned && message === 'secret_shared') return ['reworded.secret_shared'];
  return [message, `reworded.${message}`];
}

/** What names the trouble that is taken up heads the message after it instead of being one of its own. */
function joinTitles<Line extends { readonly message: string; readonly text: string }>(
  lines: readonly Line[],
): Line[] {
  return lines.flatMap((line, at) => {
    const title = lines[at - 1];
    if (line.message === TITLE && at + 1 < lines.length) return [];
    return [title?.message === TITLE ? { ...line, text: `${title.text}\n${line.text}` } : line];
  });
}

const TITLE = 'taken_up';

/** How the replies of a turn are worded. */
export interface Telling {
  readonly wording: Wording;
  /** Fingerprints of what the turn before has said. */
  readonly told: readonly string[];
}

/** How the present question is asked again: in short, in full, in other words, or not at all, since it was put off. */
export type Wording = 'short' | 'full' | 'reworded' | 'none';

function wordingsOf(meta: DialogMeta | undefined, wording: Wording): string[] {
  if (!meta) return [];
  const reworded = `reworded.${meta.say}`;
  const short = meta.again ? [meta.again, `reworded.${meta.again}`] : [`${meta.say}${QUESTION_ONLY}`];
  if (wording === 'reworded') return [reworded, meta.say, ...short];
  return wording === 'full' ? [meta.say, reworded] : [...short, meta.say, reworded];
}
