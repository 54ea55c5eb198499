import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
  ActivityHandler,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConversationState,
  MemoryStorage,
  UserState,
} from 'botbuilder';
import { runDialog } from 'botbuilder-dialogs';
import restify from 'restify';
import type { Pair } from './contender.ts';
import { MainDialog } from './core-bot-dialogs.ts';
import { trainNlpJs } from './nlp-js.ts';
import { createSqliteStorage } from './sqlite-storage.ts';

// The peer: Microsoft's CoreBot sample in shape, with nlp.js in the place of LUIS. STORAGE names a file that its state is
// saved in durably; without it the state stays in memory, as in the sample.
const LABELS = [
  'account_locked',
  'password_expired',
  'password_forgotten',
  'mfa_reset',
  'certificate_warning',
  'greet',
];
const LINES = 20;
const corpus = join(import.meta.dirname, '../../intents/corpus/fr');
const pairs = LABELS.flatMap((label): Pair[] =>
  readFileSync(join(corpus, `${label}.txt`), 'utf8')
    .split('\n')
    .filter(Boolean)
    .slice(0, LINES)
    .map((text) => [text, label]),
);
const { understand } = await trainNlpJs(pairs);
const main = new MainDialog(async (text) => (await understand(text)).label);

const storage = process.env.STORAGE ? createSqliteStorage(process.env.STORAGE) : new MemoryStorage();
const conversationState = new ConversationState(storage);
const userState = new UserState(storage);
const dialogState = conversationState.createProperty('DialogState');
const bot = new ActivityHandler();
bot.onMessage(async (context, next) => {
  await runDialog(main, context, dialogState);
  await next();
});
bot.onDialog(async (context, next) => {
  await conversationState.saveChanges(context, false);
  await userState.saveChanges(context, false);
  await next();
});

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (request, response) => {
  const { headers, body } = request;
  await adapter.process({ method: 'POST', headers, body }, response, (context) => bot.run(context));
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`listening http://127.0.0.1:${port}\n`);
});
