import { answer, ask, lastResort } from '../say.ts';
import { dialog } from '../setup.ts';

/** Two accounts on one computer, or one computer for many people. */
export const multipleAccounts = dialog.createStateConfig({
  initial: 'which',
  states: {
    which: {
      ...ask('multiple_accounts.which', ['two_accounts', 'shared_computer']),
      on: { 'choice.two_accounts': 'two_accounts', 'choice.shared_computer': 'shared_computer' },
    },
    two_accounts: answer('multiple_accounts.two_accounts', { unclear: 'support' }),
    shared_computer: answer('multiple_accounts.shared_computer', { unclear: 'support' }),
    support: lastResort('multiple_accounts.support'),
  },
});
