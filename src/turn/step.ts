import { NOBODY } from '../../dialogs/case/desk.ts';
import { packetOf } from '../../dialogs/case/packet.ts';
import { CHART_VERSION, type HelpDeskMachine } from '../../dialogs/chart/machine.ts';
import type { Knowledge } from '../../dialogs/knowledge/values.ts';
import type { Understand } from '../../intents/understand.ts';
import { createMove, type Moved } from './move.ts';
import { createReadEvent } from './read-event.ts';
import { wordReplies } from './replies.ts';
import { createRunMachine, type StepMoment } from './run-machine.ts';
import { restore } from './stored-conversation.ts';
import type { Effect, Step, TurnEvent } from './types.ts';

export interface StepParts {
  readonly machine: HelpDeskMachine;
  readonly knowledge: Knowledge;
  readonly understand: Understand;
}

/**
 * Builds the pure step: restore the conversation, read the event, move through the statechart, word what is said.
 *
 *     const { stored, effects } = step(beginConversation('fr', 'paris'), { type: 'joined' }, Date.now());
 */
export function createStep({ machine, knowledge, understand }: StepParts): Step {
  const readEvent = createReadEvent(knowledge, understand);
  const move = createMove(machine, createRunMachine(machine, knowledge));

  return {
    step: (stored, event, now, desk = NOBODY) => {
      const from = restore(machine, stored);
      const { events, locale, understanding } = readEvent(event, from, stored, now);
      const moment = { locale, now, desk };
      const moved = move({ ...moment, stored, from, event, events });
      const { snapshot, backStack, resumePoint } = moved;
      return {
        stored: {
          chartVersion: CHART_VERSION,
          locale,
          academy: snapshot.context.academy,
          spokenAt: event.type === 'message' ? now : stored.spokenAt,
          snapshot: JSON.stringify(machine.getPersistedSnapshot(snapshot)),
          backStack,
          resumePoint,
        },
        effects: effectsOf(event, moved, moment),
        ...(understanding && { understanding }),
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

  function effectsOf(event: TurnEvent, moved: Moved, { locale, now, desk }: StepMoment): Effect[] {
    const { snapshot, said, timers, commands, resumePoint } = moved;
    // What the person did not do and what changes nothing asks no question again.
    const unasked = event.type === 'timer' || event.type === 'address';
    if (unasked && said.length === 0 && timers.length === 0) return [];
    const packet = () => packetOf(snapshot.context, resumePoint, locale, now);
    return [
      ...timers,
      ...commands.map((command) => ({ type: 'desk' as const, command, packet: packet() })),
      ...wordReplies(knowledge, said, snapshot, locale, now, desk),
    ];
  }
}
