import type { Server } from 'restify';
import { endpoint } from '../../http/endpoint.ts';
import { HttpError } from '../../http/errors.ts';

/** `POST /api/messages` where Teams is not set up: botbuilder without credentials would let everybody in. */
export function refuseMessages(server: Server): void {
  server.post(
    '/api/messages',
    endpoint(() => {
      throw new HttpError(
        401,
        'teams_not_set_up',
        'Teams is not set up here: set TEAMS_APP_ID and TEAMS_APP_PASSWORD (or TEAMS_UNAUTHENTICATED=true for a local emulator).',
      );
    }),
  );
}
