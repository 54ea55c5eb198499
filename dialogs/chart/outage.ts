import { SYSTEMS, type System } from '../case/incident.ts';
import { ask, say } from './say.ts';

const systems = Object.keys(SYSTEMS) as System[];

/** The event that an incident is over which the person asked about, for each system; what it says is of the system. */
function over<Transition extends object>(transition: Transition) {
  return Object.fromEntries(
    systems.map((system) => [
      `incident_over.${system}`,
      { ...transition, actions: say(`incident_over.${system}`) },
    ]),
  ) as Record<`incident_over.${System}`, Transition & { actions: ReturnType<typeof say> }>;
}

/** Wherever the person is meanwhile. */
export const incidentOver = over({});

/** The person still stands where they asked. */
const overHere = over({ target: 'incident_back' as const });

/** Many have this trouble, and nothing that the person could do would help: they are spared the remedies. */
export const outage = {
  outage: {
    ...ask('outage', ['notify', 'despite', 'finish', 'other_trouble']),
    on: {
      'choice.notify': [
        {
          guard: 'outageBehind',
          target: 'outage_noted',
          actions: { type: 'desk', params: { do: 'notify' } },
        },
        { target: 'dispatching', actions: say('incident_just_over') },
      ],
      'choice.despite': 'dispatching',
      'user.affirmed': 'dispatching',
      'user.denied': 'farewell',
      'user.thanked': 'farewell',
      ...overHere,
    },
  },
  outage_noted: {
    ...ask('outage_noted', ['finish', 'despite', 'other_trouble']),
    on: {
      'choice.despite': 'dispatching',
      'user.affirmed': 'menu',
      'user.acknowledged': 'farewell',
      'user.denied': 'farewell',
      'user.thanked': 'farewell',
      ...overHere,
    },
  },
  /** It is over: whoever still has their trouble has another cause. */
  incident_back: {
    ...ask('incident_back', ['worked', 'not_worked', 'other_trouble']),
    on: {
      'user.affirmed': 'solved',
      'outcome.worked': 'solved',
      'user.thanked': 'solved',
      'user.denied': 'dispatching',
      'outcome.failed': 'dispatching',
      'outcome.partly': 'dispatching',
    },
  },
} as const;
