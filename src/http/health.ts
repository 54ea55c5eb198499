import type { Server } from 'restify';
import type { Store } from '../store/open.ts';
import { ping } from '../store/queries/index.ts';
import { endpoint } from './endpoint.ts';
import { HttpError } from './errors.ts';
import { VERSION } from './version.ts';

/** `GET /healthz`: the process runs. `GET /readyz`: it can serve; 503 with the reason else. */
export function addHealth(server: Server, store: Store, understands: () => boolean): void {
  server.get(
    '/healthz',
    endpoint(() => ({ status: 200, body: { status: 'ok', version: VERSION } })),
  );
  server.get(
    '/readyz',
    endpoint(async () => {
      await ping(store.db).catch((cause) => {
        throw new HttpError(503, 'database', 'The database does not answer.', {}, { cause });
      });
      if (!store.inPlace()) {
        throw new HttpError(
          503,
          'database_moved',
          'The database file was moved or deleted under the service: put it back, or what is written now is lost.',
        );
      }
      if (!understands()) throw new HttpError(503, 'classifier', 'The classifier does not answer.');
      return { status: 200, body: { status: 'ready' } };
    }),
  );
}
