import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import restify from 'restify';

interface Turn {
  readonly activity: { readonly text?: string };
  sendActivity(text: string): Promise<unknown>;
}

/** The parts of `@microsoft/agents-hosting` 1.8 that are used; its own types want Express. */
interface AgentsHosting {
  readonly CloudAdapter: new () => {
    process(request: object, response: object, logic: (turn: Turn) => Promise<void>): Promise<void>;
  };
  readonly ActivityHandler: new () => {
    onMessage(handle: (turn: Turn, next: () => Promise<void>) => Promise<void>): void;
    run(turn: Turn): Promise<void>;
  };
}

// The peer: the echo bot of the Microsoft 365 Agents SDK, botbuilder's successor, without state, on the same server.
const { CloudAdapter, ActivityHandler } = createRequire(import.meta.url)(
  '@microsoft/agents-hosting',
) as AgentsHosting;
const adapter = new CloudAdapter();
const bot = new ActivityHandler();
bot.onMessage(async (context, next) => {
  await context.sendActivity(`Echo: ${context.activity.text}`);
  await next();
});

const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (request, response) => {
  const { headers, body } = request;
  const caller = { method: 'POST', headers, body, user: { name: 'anonymous' } };
  await adapter.process(caller, response, (context) => bot.run(context));
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`listening http://127.0.0.1:${port}\n`);
});
