import { answer, ask, lastResort, remedy } from '../say.ts';
import { dialog } from '../setup.ts';

/** Setting up a phone or a mail program: the academy's servers, then what goes wrong on each kind of device. */
export const mailClientSetup = dialog.createStateConfig({
  initial: 'device',
  states: {
    device: {
      ...ask('mail_client_setup.device', ['on_iphone', 'on_android', 'on_computer', 'imap_or_pop'], {
        slot: {
          name: 'device',
          choices: { iphone: 'on_iphone', android: 'on_android', computer: 'on_computer' },
        },
      }),
      on: {
        'choice.on_iphone': 'iphone_settings',
        'choice.on_android': 'android_settings',
        'choice.on_computer': 'computer_settings',
        'choice.imap_or_pop': 'imap_or_pop',
      },
    },
    imap_or_pop: answer('mail_client_setup.imap_or_pop', { unclear: 'support' }),
    iphone_settings: remedy('mail_client_setup.iphone_settings', { failed: 'iphone' }),
    android_settings: remedy('mail_client_setup.android_settings', { failed: 'android' }),
    computer_settings: remedy('mail_client_setup.computer_settings', { failed: 'computer' }),
    iphone: remedy('mail_client_setup.iphone', { failed: 'credentials' }),
    android: remedy('mail_client_setup.android', { failed: 'credentials' }),
    computer: remedy('mail_client_setup.computer', { failed: 'credentials' }),
    credentials: {
      ...ask('mail_client_setup.credentials', ['yes', 'no', 'unsure'], {
        slot: { name: 'password', choices: { right: 'yes', expired: 'no' } },
      }),
      on: { 'user.affirmed': 'retype', 'user.denied': 'password', 'user.doubted': 'retype' },
    },
    retype: remedy('mail_client_setup.retype', { failed: 'support', family: 'retype' }),
    password: ask('mail_client_setup.password', ['trouble.password_expired', 'trouble.password_forgotten']),
    support: lastResort('mail_client_setup.support'),
  },
});
