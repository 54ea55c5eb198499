/**
 * Keys that the service has made for itself: `npm run keys -- renew webchat` or `desk`. What was signed or sealed with the old one
 * is refused once every instance has been started again: by `webchat` all tokens of conversations, whose people begin anew; by
 * `desk` the sign-ins that are under way. For whenever the database, or a copy of it, may have been seen by strangers.
 */
import { createTokenKey } from '../channels/webchat/token.ts';
import * as queries from '../store/queries/index.ts';
import { readArguments, runCommand, UsageError, withStore } from './run.ts';
import { sayInTerminal } from './words.ts';

const SETTINGS: Readonly<Record<string, string>> = { webchat: 'webchat.tokenKey', desk: 'desk.cookieKey' };

await runCommand(async () => {
  const { positionals } = readArguments({ allowPositionals: true, options: {} });
  const [command, name = '', ...rest] = positionals;
  const setting = SETTINGS[name];
  if (command !== 'renew' || !setting || rest.length > 0) {
    throw new UsageError(sayInTerminal('keys.usage'));
  }
  await withStore(async (store) => {
    await queries.putSetting(store.db, setting, createTokenKey());
    process.stdout.write(`${sayInTerminal('keys.renewed', { setting })}\n`);
  });
});
