import type { Server } from 'restify';
import { HttpError } from '../../http/errors.ts';
import { identifier } from '../../http/identifier.ts';
import type { Store } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import { isOnDuty } from '../availability/duty.ts';
import { takersOf } from '../availability/eligible-agents.ts';
import type { Cases } from '../cases/types.ts';
import type { Guard } from './guard.ts';
import { queryOf } from './request.ts';

export interface AgentsParts {
  readonly guard: Guard;
  readonly store: Store;
  readonly cases: Cases;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** To whom a case can be handed on. */
export function addAgents(server: Server, { guard, store, cases, now }: AgentsParts): void {
  server.get(
    '/desk/api/agents',
    guard(async ({ request, actor }) => {
      const id = identifier(100).safeParse(queryOf(request).get('case')).data;
      if (!id) throw new HttpError(400, 'bad_request', 'case: expected the id of a case.');
      const { academy } = await cases.get(actor, id);
      const [able, present] = await Promise.all([takersOf(store.db, academy), queries.readStaff(store.db)]);
      const available = new Set(present.filter((one) => isOnDuty(one, now())).map((one) => one.id));
      return {
        status: 200,
        body: {
          agents: able
            .filter((one) => one.id !== actor.id)
            .map((one) => ({ id: one.id, name: one.name, available: available.has(one.id) })),
          groups: [...new Set(able.flatMap(({ groups }) => groups))].sort(),
        },
      };
    }),
  );
}
