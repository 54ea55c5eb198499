import type { Store } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import type { Actor } from '../cases/types.ts';
import { actorOf } from './roles.ts';
import { createSecret, csrfToken, hashSecret } from './secrets.ts';

const HOUR = 3_600_000;
/** Milliseconds that a session lasts before its agent has to say that they stay: a working day. */
export const LONGEST = 12 * HOUR;
/** Milliseconds without a request after which it ends. An open stream is no request. */
export const IDLE = 2 * HOUR;
/** Milliseconds between writing down that a session is used. */
const TOUCH_EVERY = 60_000;

export interface Session {
  readonly actor: Actor;
  /** Names the session without letting anybody in. */
  readonly hash: string;
  /** What a change has to bring in the header `x-csrf-token`. */
  readonly csrf: string;
  /** Milliseconds that it has left if it stays in use. */
  readonly endsIn: number;
}

export interface Sessions {
  /** Begins a session and gives its secret, for the cookie. */
  begin(agentId: string): Promise<string>;
  /** The session of a secret, and notes its use. None where it is over, or its agent is disabled. */
  find(secret: string): Promise<Session | undefined>;
  /** Lets a session begin anew, because its agent wants to stay; gives the milliseconds that it has left. */
  prolong(hash: string): Promise<number>;
  end(hash: string): Promise<void>;
  /** Those of some sessions that are not over. */
  live(hashes: readonly string[]): Promise<ReadonlySet<string>>;
}

/** The sessions of agents. `now` in milliseconds since 1970. */
export function createSessions({ db }: Pick<Store, 'db'>, now: () => number): Sessions {
  const limits = () => ({
    begunAfter: now() - LONGEST,
    begunBefore: now() + LONGEST,
    seenAfter: now() - IDLE,
  });
  return {
    begin: async (agentId) => {
      const secret = createSecret();
      const at = now();
      await queries.sweepSessions(db, at, limits());
      await queries.addSession(db, { hash: hashSecret(secret), agentId, createdAt: at, seenAt: at });
      return secret;
    },
    find: async (secret) => {
      const row = await queries.findSession(db, hashSecret(secret), limits());
      if (!row) return undefined;
      if (now() - row.seenAt >= TOUCH_EVERY) await queries.touchSession(db, row.hash, now());
      return {
        actor: actorOf(row),
        hash: row.hash,
        csrf: csrfToken(secret),
        endsIn: row.begunAt + LONGEST - now(),
      };
    },
    prolong: async (hash) => {
      await queries.restartSession(db, hash, now());
      return LONGEST;
    },
    end: (hash) => queries.removeSession(db, hash),
    live: (hashes) => queries.liveHashes(db, hashes, limits()),
  };
}
