import { OUT_OF_SCOPE } from '../../intents/labels.ts';
import { tokenize } from '../../intents/text.ts';
import { ACT_ON } from './thresholds.ts';
import type { Act, Told } from './types.ts';

/** Courtesy, which says nothing where something else was said. */
export const COURTESY: ReadonlySet<string> = new Set([
  'greet',
  'thanks',
  'goodbye',
  'unwell',
  'reply.ok',
  'reply.wait',
  OUT_OF_SCOPE,
]);
/** From this confidence courtesy is all that was said, where other words stand beside it. */
const ONLY_COURTESY = 0.8;
/** Probability of all else from which something stands beside a courtesy. */
const BESIDE_COURTESY = 0.35;
/** The same of a greeting: whoever greets in so many words has come for something. */
const GREETING = { only: 0.93, beside: 0.08, words: 4 };

/** What is said with a goodbye: that all is well, or that it is left at that. */
const CLOSING: ReadonlySet<string> = new Set([
  ...COURTESY,
  'reply.worked',
  'reply.done',
  'reply.none',
  'reply.later',
  'reply.in_progress',
  'reply.give_up',
]);
/** The confidence from which such words take leave, too. */
const LEAVES = 0.15;

/** The acts of somebody who goes, with their leave: "perfect, have a good day" says that it worked, and goodbye. */
export function withLeave(acts: readonly Act[], heard: readonly Act[]): readonly Act[] {
  const said = (wanted: string) =>
    heard.find(({ label, confidence }) => label === wanted && confidence >= LEAVES);
  const leave = said('goodbye');
  const closes = acts.length > 0 && acts.every(({ label }) => CLOSING.has(label) && label !== 'greet');
  if (!leave || !closes) return acts;
  const kept = acts.filter(({ label }) => !COURTESY.has(label));
  const worked = kept.length === 0 ? said('reply.worked') : undefined;
  return [...kept, ...(worked ? [worked] : []), leave];
}

/** The candidates where a greeting or thanks is not all that was said: what stands beside it is what is meant. */
export function withoutCourtesy(candidates: readonly Act[]): readonly Act[] {
  const [top] = candidates;
  if (!top || !COURTESY.has(top.label)) return candidates;
  const words = tokenize(top.text).length;
  const greets = top.label === 'greet' && words >= GREETING.words;
  // Beside a single word stands nothing.
  if (top.confidence >= (greets ? GREETING.only : ONLY_COURTESY) || words < 2) return candidates;
  const others = candidates.filter(
    ({ label }) => !COURTESY.has(label) && label !== 'affirm' && label !== 'deny',
  );
  const left = candidates.reduce((sum, { confidence }) => sum + confidence, 0);
  const said = others.reduce((sum, { confidence }) => sum + confidence, 0);
  // "Merci" alone is thanks, whatever little is left for the rest.
  if (said < (greets ? GREETING.beside : BESIDE_COURTESY)) return candidates;
  const share = said + (1 - left);
  const worth = others.map((act) => ({
    ...act,
    confidence: act.confidence / share,
    support: Math.min(1, act.support / share),
  }));
  return worth[0] && worth[0].support >= ACT_ON ? worth : candidates;
}

/** Whether a message is as much courtesy as anything else. */
export function isPolite({ candidates }: Told): boolean {
  return candidates.reduce((sum, act) => sum + (POLITE.has(act.label) ? act.confidence : 0), 0) >= AS_MUCH;
}
const POLITE: ReadonlySet<string> = new Set(['thanks', 'goodbye', 'reply.ok']);
const AS_MUCH = 0.3;
