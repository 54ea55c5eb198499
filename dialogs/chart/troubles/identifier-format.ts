import { ask, lastResort, remedy } from '../say.ts';
import { dialog } from '../setup.ts';

/** Which username to type. It depends on the academy and on where it is typed; a wrong one must not be tried three times. */
export const identifierFormat = dialog.createStateConfig({
  initial: 'place',
  states: {
    place: {
      ...ask('identifier_format.place', ['on_webmail', 'in_mail_program', 'on_national_platform'], {
        slot: {
          name: 'place',
          choices: { webmail: 'on_webmail', program: 'in_mail_program', national: 'on_national_platform' },
        },
      }),
      on: {
        'choice.on_webmail': 'webmail',
        'choice.in_mail_program': 'mail_program',
        'choice.on_national_platform': 'national_platform',
      },
    },
    webmail: {
      always: [
        { guard: { type: 'academyHas', params: { identifiers: 'unknown' } }, target: 'general' },
        { target: 'first_form' },
      ],
    },
    first_form: remedy('identifier_format.first_form', { failed: 'refused' }),
    refused: {
      always: [
        { guard: { type: 'academyHas', params: { identifiers: 'several' } }, target: 'second_form' },
        { target: 'confirm' },
      ],
    },
    second_form: remedy('identifier_format.second_form', { failed: 'confirm' }),
    mail_program: remedy('identifier_format.mail_program', { failed: 'confirm' }),
    national_platform: remedy('identifier_format.national_platform', { failed: 'confirm' }),
    general: remedy('identifier_format.general', { failed: 'confirm' }),
    confirm: lastResort('identifier_format.confirm'),
  },
});
