import type { Activity } from 'botbuilder';
import type { Server } from 'restify';
import { type Answer, endpoint, readJson } from '../../http/endpoint.ts';
import { errorBody, HttpError } from '../../http/errors.ts';
import type { Turns } from '../../turn/run-turn.ts';
import { activitySchema, toTurn } from './activity.ts';
import type { Teams } from './adapter.ts';
import { checkCaller } from './caller.ts';

/** `POST /api/messages`: verified by botbuilder, answered as soon as the turn is committed. */
export function addMessages(server: Server, teams: Teams | undefined, turns: Turns): void {
  server.post(
    '/api/messages',
    endpoint(async (request): Promise<Answer> => {
      if (!teams) {
        throw new HttpError(
          401,
          'teams_not_set_up',
          'Teams is not set up here: set TEAMS_APP_ID and TEAMS_APP_PASSWORD (or TEAMS_UNAUTHENTICATED=true for a local emulator).',
        );
      }
      const body = readJson(request, activitySchema);
      if (teams.authenticated) checkCaller(request.headers.authorization, teams.tenantId);
      let failure: unknown;
      const capture = createCapture();
      // botbuilder reads the method, the headers and the parsed body of the request.
      await teams.adapter.process(
        { method: 'POST', headers: request.headers, body },
        capture,
        async (context) => {
          try {
            const turn = toTurn(context.activity as Activity);
            if (turn) await turns.run(turn);
          } catch (error) {
            failure = error;
          }
        },
      );
      if (failure) throw failure;
      if (capture.code === 401 || capture.code === 403) {
        throw new HttpError(
          401,
          'not_authenticated',
          'The request is not signed by the Bot Framework for this bot.',
        );
      }
      // An invoke that the bot has no use for.
      if (capture.code === 501) return { status: 200, body: {} };
      if (capture.code >= 500)
        throw new HttpError(502, 'bot_framework', 'The Bot Framework could not be reached.');
      return capture.code >= 400
        ? { status: capture.code, body: errorBody('bad_activity', 'This is not a Bot Framework activity.') }
        : { status: 200 };
    }),
  );
}

/** Takes botbuilder's answer instead of the client, who is not shown the messages of its errors. */
function createCapture() {
  const capture = {
    code: 200,
    socket: undefined,
    status: (code: number) => {
      capture.code = code;
      return capture;
    },
    send: () => capture,
    header: () => capture,
    end: () => capture,
  };
  return capture;
}
