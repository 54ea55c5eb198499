import { say } from './say.ts';

/** Guard of a transition that only one trouble takes. */
export const troubleIs = (name: string) => ({ type: 'troubleIs' as const, params: { name } });

/** Takes up a trouble; one that was told in words is named, so that a misunderstanding shows at once. */
export function takeUp<Target extends string>(
  target: Target,
  actions: readonly ('noteTrouble' | 'notePause' | 'forgetTrouble')[],
) {
  return [
    { guard: 'typed', target, actions: [...actions, say('taken_up')] },
    { target, actions },
  ] as const;
}

/** After an end, another trouble is a case of its own. */
export const anew = { 'trouble.*': takeUp('routing', ['forgetTrouble', 'noteTrouble']) } as const;

/** What follows a question: its answer, and where that is worth nothing without an academy, first the academy. */
export const answered = {
  target: 'answered',
  actions: ['noteUnderstood', 'noteAnswer', 'sayAnswer'],
} as const;
export const awaited = {
  target: 'academy',
  actions: ['noteUnderstood', 'noteAnswer', 'awaitAcademy'],
} as const;
/** A warning that is an answer; what is asked after it is asked as after the answer that it stands for. */
const cautioned = (id: string, answer: string) =>
  ({
    target: 'answered',
    actions: ['noteUnderstood', { type: 'noteTopic' as const, params: { answer } }, say(`safety.${id}`)],
  }) as const;
/** Where no flow is under way, an answer is followed by what it leads to, and a warning is an answer. */
export const answers = {
  'answer.*': [{ guard: 'answerNeedsAcademy', ...awaited }, answered],
  'safety.secret_asked': cautioned('secret_asked', 'asks_password_by_mail'),
  'safety.secret_here': cautioned('secret_here', 'numen_here'),
  'safety.encryption_temptation': cautioned('encryption_temptation', 'encryption_off'),
  'safety.shared_left_open': cautioned('shared_left_open', 'shared_computer'),
} as const;
/** What was settled, and is not. */
export const backAgain = { 'outcome.failed': { guard: 'troubleNamed', target: 'resumption' } } as const;
