import type { AddressInfo } from 'node:net';
import { ActivityHandler, CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { MsalServiceClientCredentialsFactory } from 'botframework-connector';
import restify from 'restify';

// The peer: Microsoft's echo bot sample (botbuilder on restify), without state. With OPENID and APP_ID it verifies its
// callers by the keys there; its own token then is at hand, as the SDK's would be after the first reply.
const { OPENID, APP_ID } = process.env;
const adapter = new CloudAdapter(
  OPENID && APP_ID ? verifying(OPENID, APP_ID) : new ConfigurationBotFrameworkAuthentication({}),
);
const bot = new ActivityHandler();
bot.onMessage(async (context, next) => {
  await context.sendActivity(`Echo: ${context.activity.text}`);
  await next();
});

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

function verifying(openId: string, appId: string): ConfigurationBotFrameworkAuthentication {
  const issuer = 'https://api.botframework.com';
  const options = {
    ValidateAuthority: 'true',
    ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
    ToChannelFromBotOAuthScope: issuer,
    ToBotFromChannelTokenIssuer: issuer,
    OAuthUrl: issuer,
    ToBotFromChannelOpenIdMetadataUrl: openId,
    ToBotFromEmulatorOpenIdMetadataUrl: openId,
    CallerId: 'urn:botframework:azure',
  };
  const token = { accessToken: 'token', expiresOn: new Date(Date.now() + 3_600_000) };
  const client = { acquireTokenByClientCredential: async () => token };
  type Client = ConstructorParameters<typeof MsalServiceClientCredentialsFactory>[1];
  const factory = new MsalServiceClientCredentialsFactory(appId, client as unknown as Client);
  return new ConfigurationBotFrameworkAuthentication(options, factory);
}
