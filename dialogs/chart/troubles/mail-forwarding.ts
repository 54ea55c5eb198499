import { answer, ask, lastResort, remedy } from '../say.ts';
import { dialog } from '../setup.ts';

/** Forwarding academic mail: to the digital workspace where that takes it, and not to a personal mailbox. */
export const mailForwarding = dialog.createStateConfig({
  initial: 'where_to',
  states: {
    where_to: {
      // "How do I forward my mail" tells no place, and a wrong guess sends people the wrong way.
      ...ask('mail_forwarding.where_to', ['to_workspace', 'to_personal'], { explicit: true }),
      on: { 'choice.to_workspace': 'workspace', 'choice.to_personal': 'personal' },
    },
    workspace: {
      always: [
        { guard: { type: 'academyHas', params: { workspace: 'known' } }, target: 'rule' },
        { target: 'support' },
      ],
    },
    rule: remedy('mail_forwarding.rule', { failed: 'support' }),
    personal: answer('mail_forwarding.personal', { unclear: 'support', more: ['trouble.mail_client_setup'] }),
    support: lastResort('mail_forwarding.support'),
  },
});
