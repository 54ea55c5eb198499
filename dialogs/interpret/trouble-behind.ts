import { endsAsking } from '../../intents/is-question.ts';
import { isTrouble, kindOf } from '../../intents/labels.ts';
import type { Reading } from '../../intents/reader.ts';
import type { ActReader } from './acts.ts';
import { DENIAL } from './denials.ts';
import type { Priors } from './priors.ts';
import { freshOf, type Situation } from './situation.ts';
import type { Act, Acts } from './types.ts';

/** What may show behind a trouble once that is half mended: behind one of the page those of the account, behind a password the second factor. */
const BEHIND_PASSWORD = ['mfa_reset', 'account_locked', 'certificate_warning'];
const BEHIND_PAGE = [...BEHIND_PASSWORD, 'identifier_format', 'password_expired', 'password_forgotten'];
const BEHIND: Readonly<Record<string, readonly string[]>> = {
  browser_blocked: BEHIND_PAGE,
  portal_slow: BEHIND_PAGE,
  session_expired: BEHIND_PAGE,
  password_forgotten: BEHIND_PASSWORD,
  password_expired: BEHIND_PASSWORD,
};
/** What says that a remedy has not helped, or not wholly. */
const FAILED: ReadonlySet<string> = new Set(['reply.not_worked', 'reply.partly', 'reply.no']);
/** The confidence from which a clause, by itself, tells that one of them shows. */
const SHOWN = 0.7;

/**
 * What shows once somebody gets further is no failure of the remedy: "adblock off, and now it says wrong username". Words
 * that would begin a conversation with such a trouble tell of it.
 */
export function createTroubleBehind(actReader: ActReader, priorsOf: Priors) {
  return ({ acts, candidates }: Acts, reading: Reading, situation: Situation): Acts => {
    const behind = BEHIND[situation.trouble ?? ''] ?? [];
    const fails = acts.some(({ label }) => FAILED.has(label));
    const { trouble } = situation;
    // What is denied does not show: "non, mon compte n'est pas bloqué, c'est la page".
    const more = acts.some(
      ({ label }) =>
        (isTrouble(label) && label !== trouble) || kindOf(label) === 'safety' || label === DENIAL,
    );
    if (!situation.inFlow || behind.length === 0 || !fails || more) return { acts, candidates };
    const priors = priorsOf(freshOf(situation));
    const shown = (reading.clauses.length > 0 ? reading.clauses : [reading.whole])
      .filter(({ text }) => !endsAsking(text))
      .map((clause) => actReader.read({ ...reading, whole: clause, clauses: [] }, priors).candidates)
      .find((likely) => behind.includes(likely[0]?.label ?? '') && sumOf(likely, behind) >= SHOWN)?.[0];
    return shown
      ? { acts: [...acts.filter(({ label }) => !FAILED.has(label) && label !== trouble), shown], candidates }
      : { acts, candidates };
  };
}

function sumOf(candidates: readonly Act[], labels: readonly string[]): number {
  return candidates.reduce(
    (sum, { label, confidence }) => sum + (labels.includes(label) ? confidence : 0),
    0,
  );
}
