import { assign } from 'xstate';
import { isTrouble } from '../../intents/labels.ts';
import { academyOf, type Traits, traitsOf } from '../knowledge/academy.ts';
import { type Knowledge, lockoutMinutes } from '../knowledge/values.ts';
import { helpDesk } from './help-desk.ts';

/** Version of the charts and of what a conversation remembers. Raise it with either; see migrate.ts for what is stored. */
export const CHART_VERSION = 2;

const MINUTE = 60_000;

/** The whole help desk as one machine over what is known. Pure: no actor of it is ever started. */
export function buildMachine({ academies, answers }: Pick<Knowledge, 'academies' | 'answers'>) {
  const offeredFlow = (id: string | undefined) => (id ? answers.get(id)?.offers : undefined);
  const troubleOfAnswer = (id: string | undefined) => {
    const about = answers.get(id ?? '')?.about;
    return offeredFlow(id) ?? (about && isTrouble(about) ? about : undefined);
  };
  return helpDesk.provide({
    guards: {
      answerAboutTrouble: ({ context }) => troubleOfAnswer(context.answered?.id) !== undefined,
      answerNeedsAcademy: ({ context, event }) =>
        context.academy === null &&
        event.about?.academy === undefined &&
        answers.get(event.type.slice('answer.'.length))?.academy === 'needed',
      answerOffersFlow: ({ context }) => offeredFlow(context.answered?.id) !== undefined,
      academyHas: ({ context }, wanted) => {
        const traits = traitsOf(academyOf(academies, context.academy));
        return (Object.keys(wanted) as (keyof Traits)[]).every((name) => traits[name] === wanted[name]);
      },
    },
    actions: {
      takeOfferedFlow: assign({
        topic: ({ context: { topic, answered } }) => ({
          ...topic,
          trouble: offeredFlow(answered?.id) ?? topic.trouble,
          story: null,
        }),
        answered: null,
      }),
      takeAnsweredTrouble: assign({
        topic: ({ context: { topic, answered } }) => ({
          ...topic,
          trouble: troubleOfAnswer(answered?.id) ?? topic.trouble,
          story: null,
        }),
        answered: null,
      }),
      startLockoutWait: assign({
        topic: ({ context: { academy, topic }, event }) => {
          const minutes = Math.max(0, lockoutMinutes(academies, academy) - (event.minutesAgo ?? 0));
          return { ...topic, waitUntil: event.at + minutes * MINUTE };
        },
      }),
    },
  });
}

export type HelpDeskMachine = ReturnType<typeof buildMachine>;
