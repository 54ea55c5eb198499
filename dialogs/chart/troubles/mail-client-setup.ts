import { answer, ask, lastResort, remedy, say } from '../say.ts';
import { dialog } from '../setup.ts';

/** Where the account is on the device already, it is put right and not added once more: only its password is old, or it does not send. */
const isThere = { guard: { type: 'told', params: { slot: 'account' } }, target: 'existing' } as const;

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
        'choice.on_iphone': [isThere, { target: 'iphone_settings' }],
        'choice.on_android': [isThere, { target: 'android_settings' }],
        'choice.on_computer': [isThere, { target: 'computer_settings' }],
        'choice.imap_or_pop': 'imap_or_pop',
      },
    },
    imap_or_pop: answer('mail_client_setup.imap_or_pop', { unclear: 'support' }),
    iphone_settings: settingsOn('iphone'),
    android_settings: settingsOn('android'),
    computer_settings: settingsOn('computer'),
    // What receives has the right password.
    existing: withPath(
      'existing',
      remedy('mail_client_setup.existing', { failed: 'credentials', partly: 'retype' }),
    ),
    iphone: unlessThere(remedy('mail_client_setup.iphone', { failed: 'credentials' })),
    android: unlessThere(remedy('mail_client_setup.android', { failed: 'credentials' })),
    computer: unlessThere(remedy('mail_client_setup.computer', { failed: 'credentials' })),
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

/** The settings of a device, to be copied into its form. */
function settingsOn<Device extends 'iphone' | 'android' | 'computer'>(device: Device) {
  // What works by half is there now.
  const step = remedy(`mail_client_setup.${device}_settings`, { failed: device, partly: 'existing' });
  return unlessThere(withPath(device, step));
}

/** The way to the form is said before what belongs into it: both in one text would not fit a phone. */
function withPath<State extends { readonly entry: object }>(name: string, state: State) {
  return { ...state, entry: [say(`mail_client_setup.${name}_path`), state.entry] };
}

/** A state that is left where it turns out that the account is there already. */
function unlessThere<State extends { readonly on: object }>(state: State) {
  return { ...state, on: { ...state.on, 'slots.noted': isThere, 'problem.again': isThere } };
}
