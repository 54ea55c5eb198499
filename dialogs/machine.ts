import { assign, not } from 'xstate';
import { type Academies, academyOf, type Traits, traitsOf } from './academy.ts';
import { ask, lastResort, state } from './ask.ts';
import { handoff } from './handoff.ts';
import { dialog } from './setup.ts';
import { accountLocked } from './troubles/account-locked.ts';
import { certificateWarning } from './troubles/certificate-warning.ts';
import { mfaReset } from './troubles/mfa-reset.ts';
import { passwordExpired } from './troubles/password-expired.ts';
import { lockoutMinutes } from './values.ts';

/** Version of the charts. Raise it when a stored conversation could not go on in them. */
export const CHART_VERSION = 1;

const MINUTE = 60_000;

/** The troubles that a flow guides through; each name is a label of the classifier and a state. */
const flows = {
  password_expired: passwordExpired,
  mfa_reset: mfaReset,
  account_locked: accountLocked,
  certificate_warning: certificateWarning,
};
type Flow = keyof typeof flows;
const flowNames = Object.keys(flows) as Flow[];

const menu = ask(
  'menu',
  flowNames.map((name) => `trouble.${name}`),
);

const helpDesk = dialog.createMachine({
  id: 'helpdesk',
  context: ({ input }) => input,
  initial: 'new',
  on: {
    'message.understood': { actions: 'noteUnderstood' },
    'secret.shared': { actions: state('secret_shared') },
    'personal.shared': { actions: state('personal_shared') },
    'user.greeted': { actions: state('greeting') },
    'user.thanked': { actions: state('thanks') },
    'user.despaired': { actions: state('despair') },
    'user.left': '.farewell',
    'help.requested': { actions: state('help') },
    'identity.asked': { actions: state('identity') },
    'privacy.asked': { actions: state('privacy') },
    'scope.missed': { actions: state('out_of_scope') },
    'intent.missed': [
      { guard: 'missedBefore', actions: ['countMiss', state('missed_again')] },
      { actions: ['countMiss', state('missed')] },
    ],
    'intent.doubted': { target: '.clarifying', actions: 'noteDoubts' },
    'restart.requested': { target: '.menu', actions: 'forgetTrouble' },
    'agent.requested': '.handoff',
    'academy.*': [
      { guard: 'troubleNamed', target: '.routing', actions: ['noteAcademy', state('academy_noted')] },
      { actions: ['noteAcademy', state('academy_noted')] },
    ],
    'trouble.*': { target: '.routing', actions: 'noteTrouble' },
  },
  states: {
    new: {
      on: { 'user.joined': { target: 'menu', actions: state('welcome') } },
    },
    menu: {
      ...menu,
      // The menu is greeting enough.
      on: { 'user.greeted': { actions: 'noteUnderstood' } },
    },
    routing: {
      always: [
        { guard: not('academyKnown'), target: 'academy' },
        ...flowNames.map((name) => ({
          guard: { type: 'troubleIs' as const, params: { name } },
          target: `troubles.${name}` as const,
        })),
        { target: 'unguided' },
      ],
    },
    academy: {
      ...ask('academy', ['academy.*']),
      on: { 'academy.*': { target: 'routing', actions: 'noteAcademy' } },
    },
    clarifying: ask('clarifying', ['doubt.*']),
    troubles: { initial: 'password_expired', states: flows },
    unguided: lastResort('unguided'),
    handoff,
    solved: {
      ...ask('solved', ['other_trouble', 'finish']),
      on: {
        'user.affirmed': { target: 'menu', actions: 'forgetTrouble' },
        'user.denied': 'farewell',
        'user.thanked': 'farewell',
      },
    },
    farewell: {
      ...ask('farewell', ['other_trouble']),
      on: { 'user.greeted': { target: 'menu', actions: 'forgetTrouble' } },
    },
  },
});

/** The whole help desk as one machine over the given academies. Pure: no actor of it is ever started. */
export function buildMachine(academies: Academies) {
  return helpDesk.provide({
    guards: {
      academyHas: ({ context }, wanted) => {
        const traits = traitsOf(academyOf(academies, context.academy));
        return (Object.keys(wanted) as (keyof Traits)[]).every((name) => traits[name] === wanted[name]);
      },
    },
    actions: {
      startLockoutWait: assign({
        waitUntil: ({ context, event }) => event.at + lockoutMinutes(academies, context.academy) * MINUTE,
      }),
    },
  });
}

export type HelpDeskMachine = ReturnType<typeof buildMachine>;
