import type { Server } from 'restify';
import type { Send } from '../../delivery/outbox.ts';
import { createTeams } from './adapter.ts';
import { createConnector } from './connector.ts';
import { addMessages, type MessagesParts } from './messages.ts';
import { createRenderer } from './render.ts';
import { createSender, type SenderParts } from './sender.ts';

export type TeamsParts = Omit<MessagesParts, 'teams' | 'connector' | 'turns'> &
  Pick<SenderParts, 'announcement'>;

export interface TeamsChannel {
  /** Sends what the outbox holds. */
  readonly send: Send;
  addTo(server: Server, turns: MessagesParts['turns']): void;
  close(): Promise<void>;
}

/** All of the Bot Framework: callers, what they send, and the way back to them. */
export function openTeams(parts: TeamsParts): TeamsChannel {
  const { config, knowledge, log, announcement } = parts;
  const teams = createTeams(config);
  const connector = createConnector(async () => teams.getToken());
  return {
    send: createSender({ connector, renderer: createRenderer(knowledge.texts), log, announcement }),
    addTo: (server, turns) => addMessages(server, { ...parts, teams, connector, turns }),
    close: () => connector.close(),
  };
}
