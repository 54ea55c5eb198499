import { answer, ask, lastResort, remedy } from '../say.ts';
import { dialog } from '../setup.ts';

/** A message cannot be found: two mailboxes that do not match, two devices that do not, or one that never came. */
export const missingMessages = dialog.createStateConfig({
  initial: 'where',
  states: {
    where: {
      ...ask('missing_messages.where', ['in_workspace', 'between_devices', 'never_came']),
      on: {
        'choice.in_workspace': 'workspace',
        'choice.between_devices': 'devices',
        'choice.never_came': 'folders',
      },
    },
    workspace: answer('missing_messages.workspace', {
      unclear: 'support',
      more: ['trouble.mail_forwarding'],
    }),
    // Looked at before anything is removed: the only copy may lie on the device.
    devices: {
      ...ask('missing_messages.devices', ['yes', 'no', 'unsure']),
      on: { 'user.affirmed': 'recreate', 'user.denied': 'folders', 'user.doubted': 'support' },
    },
    recreate: remedy('missing_messages.recreate', { failed: 'support', more: ['trouble.mail_client_setup'] }),
    folders: remedy('missing_messages.folders', { failed: 'support' }),
    support: lastResort('missing_messages.support'),
  },
});
