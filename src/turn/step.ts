import { NOBODY } from '../../dialogs/case/desk.ts';
import { packetOf } from '../../dialogs/case/packet.ts';
import type { Context } from '../../dialogs/chart/context.ts';
import type { HelpDeskEvent } from '../../dialogs/chart/events.ts';
import { CHART_VERSION, type HelpDeskMachine } from '../../dialogs/chart/machine.ts';
import type { Interpreter } from '../../dialogs/interpret/interpret.ts';
import { type Knowledge, troubleOf } from '../../dialogs/knowledge/values.ts';
import { createSituation } from './create-situation.ts';
import { createMove, type Moved } from './move.ts';
import { persist } from './pure-machine.ts';
import { createReadEvent } from './read-event.ts';
import { type Telling, type Wording, wordReplies } from './replies.ts';
import { createRunMachine, type StepMoment } from './run-machine.ts';
import { restore } from './stored-conversation.ts';
import type { Effect, Step, StepResult, TurnEvent } from './types.ts';
import { fingerprintsOf } from './wording.ts';

export interface StepParts {
  readonly machine: HelpDeskMachine;
  readonly knowledge: Knowledge;
  readonly interpreter: Interpreter;
}

/**
 * Builds the pure step: restore the conversation, read the event, move through the statechart, word what is said.
 *
 *     const { stored, effects } = step(beginConversation('fr', 'paris'), { type: 'joined' }, Date.now());
 */
export function createStep({ machine, knowledge, interpreter }: StepParts): Step {
  const situationOf = createSituation(knowledge);
  const readEvent = createReadEvent(situationOf, interpreter);
  const move = createMove(machine, createRunMachine(machine, situationOf, interpreter));

  return {
    step: (stored, event, now, desk = NOBODY) => {
      const from = restore(machine, stored);
      const { events, locale, ...read } = readEvent(event, from, stored, now);
      const moment = { locale, now, desk };
      const moved = move({ ...moment, stored, from, event, events });
      const { snapshot, backStack, resumePoint } = moved;
      const { told } = from.context;
      const effects = effectsOf(event, moved, { ...moment, wording: wordingWanted(events), told });
      return {
        stored: {
          chartVersion: CHART_VERSION,
          locale,
          academy: snapshot.context.academy,
          spokenAt: event.type === 'message' ? now : stored.spokenAt,
          snapshot: JSON.stringify(withTold(persist(machine, snapshot), effects)),
          backStack,
          resumePoint,
        },
        effects,
        ...troubledBy(from.context, snapshot.context),
        ...read,
      };
    },
    apology: (locale) => ({
      type: 'reply',
      text: knowledge.texts.render(locale, 'turn_failed', {}),
      message: 'turn_failed',
      locale,
      choices: [],
    }),
  };

  function effectsOf(event: TurnEvent, moved: Moved, telling: StepMoment & Telling): Effect[] {
    const { locale, now } = telling;
    const { snapshot, said, timers, commands, resumePoint } = moved;
    // What the person did not do and what changes nothing asks no question again.
    const unasked = event.type === 'timer' || event.type === 'address';
    if (unasked && said.length === 0 && timers.length === 0) return [];
    const packet = () => {
      const { context } = snapshot;
      const trouble = troubleOf(context, knowledge.answers);
      return packetOf(context, trouble, resumePoint, locale, now, telling.desk.incidents);
    };
    return [
      ...timers,
      ...commands.map((command) => ({ type: 'desk' as const, command, packet: packet() })),
      ...wordReplies(knowledge, said, snapshot, telling),
    ];
  }
}

/** What the person has come to have trouble with in this step, once it is known where. */
function troubledBy(before: Context, { academy, topic: { trouble } }: Context): Pick<StepResult, 'troubled'> {
  const known = before.academy === academy && before.topic.trouble === trouble;
  return known || academy === null || trouble === null ? {} : { troubled: { academy, trouble } };
}

function wordingWanted(events: readonly HelpDeskEvent[]): Wording {
  if (events.some(({ type }) => type === 'wording.requested')) return 'reworded';
  // Who puts the answer off is not pressed for it.
  if (events.some(({ type }) => type === 'user.postponed' || type === 'user.deferred')) return 'none';
  const whole = ['question.requested', 'choice.easy_read', 'choice.full_texts'];
  return events.some(({ type }) => whole.includes(type)) ? 'full' : 'short';
}

/** The snapshot with what this turn said, by which the next one knows it again. */
function withTold(persisted: unknown, effects: readonly Effect[]): unknown {
  const told = effects.flatMap((effect) => (effect.type === 'reply' ? fingerprintsOf(effect.text) : []));
  const snapshot = persisted as { readonly context: object };
  return told.length > 0 ? { ...snapshot, context: { ...snapshot.context, told } } : snapshot;
}
