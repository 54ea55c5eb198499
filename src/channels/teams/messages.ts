import { type Activity, ActivityTypes, TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import type { Server } from 'restify';
import type { Knowledge } from '../../../dialogs/knowledge/values.ts';
import type { Config } from '../../config/config.ts';
import { endpoint, type HttpAnswer, readJson } from '../../http/endpoint.ts';
import type { Store } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import type { Turns } from '../../turn/run-turn.ts';
import { activitySchema, conversationOf, toTurn } from './activity.ts';
import type { Teams } from './adapter.ts';
import { createAddressBook } from './address-book.ts';
import type { Connector } from './connector.ts';
import { createFollower } from './follow.ts';
import { type HandoffStatus, readHandoffStatus } from './handoff-events.ts';
import { createInvokes } from './invoke.ts';
import { asksForPrivacy, createPrivateConversations } from './private-conversation.ts';
import { createServiceCheck } from './service-url.ts';

/** Milliseconds after which a person is shown that the bot is at work. */
const SHOW_TYPING = 700;

export interface MessagesParts {
  readonly config: Config;
  readonly teams: Teams;
  readonly connector: Connector;
  readonly turns: Turns;
  readonly store: Store;
  readonly knowledge: Knowledge;
  readonly log: Logger;
  /** Takes what a hub says about a hand-off; without it such events are passed over. */
  readonly hub?: (status: HandoffStatus) => Promise<void>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** `POST /api/messages`: the caller is verified (`caller.ts`), and answered as soon as the turn is committed. */
export function addMessages(server: Server, parts: MessagesParts): void {
  const { config, teams, connector, turns, store, log } = parts;
  const checkService = createServiceCheck(config);
  const addresses = createAddressBook(parts);
  const privateConversations = createPrivateConversations(parts);
  const follow = createFollower(parts);
  const answerInvoke = createInvokes(parts, takeMessage);

  server.post(
    '/api/messages',
    endpoint(async (request): Promise<HttpAnswer> => {
      const activity = readJson(request, activitySchema) as unknown as Activity;
      await teams.checkCaller(activity, request.headers.authorization);
      checkService(activity);
      if (activity.type === ActivityTypes.Invoke) return answerInvoke(activity);
      await take(activity);
      return { status: 200 };
    }),
  );

  async function take(activity: Activity): Promise<void> {
    const status = parts.hub && readHandoffStatus(activity);
    if (status) return parts.hub?.(status);
    if (activity.type === ActivityTypes.MessageUpdate || activity.type === ActivityTypes.MessageDelete) {
      return follow(activity);
    }
    if (activity.type === ActivityTypes.InstallationUpdate && activity.action === 'remove') {
      return store.transact((trx) => queries.endDelivery(trx, conversationOf(activity)));
    }
    return takeMessage(activity);
  }

  async function takeMessage(activity: Activity): Promise<void> {
    if (asksForPrivacy(activity, parts.knowledge.texts)) return privateConversations.invite(activity);
    const turn = toTurn(activity);
    if (!turn) return;
    const typing = setTimeout(() => showTyping(activity), SHOW_TYPING);
    await turns.run(turn).finally(() => clearTimeout(typing));
    addresses.lookUp(activity, turn);
  }

  /** Best effort: whether it arrives changes nothing. */
  function showTyping(activity: Activity): void {
    const to = TurnContext.getConversationReference(activity);
    connector
      .send(to, { type: ActivityTypes.Typing })
      .catch((error) =>
        log.debug({ err: error, conversation: conversationOf(activity) }, 'typing not shown'),
      );
  }
}
