import type { Request, Response, Server } from 'restify';
import type { Origins } from './origins.ts';

const PATHS = /^\/(v3\/directline|webchat)\//;
/** What Web Chat's clients send across origins. */
const HEADERS = 'authorization, content-type, x-ms-bot-agent, x-requested-with';

/** Lets pages of allowed origins call Direct Line with a Web Chat of their own. */
export function addCors(server: Server, origins: Origins): void {
  server.pre((request: Request, response: Response, next: (proceed?: false) => void) => {
    const { origin, host } = request.headers;
    if (!PATHS.test(request.path())) return next();
    response.setHeader('Vary', 'Origin');
    if (origin && origins.allows(origin, host)) {
      response.setHeader('Access-Control-Allow-Origin', origin);
      response.setHeader('Access-Control-Allow-Headers', HEADERS);
      response.setHeader('Access-Control-Allow-Methods', 'GET, POST');
      response.setHeader('Access-Control-Expose-Headers', 'Retry-After, X-Request-Id');
      response.setHeader('Access-Control-Max-Age', '600');
    }
    if (request.method !== 'OPTIONS') return next();
    // restify would answer 405, since no route takes OPTIONS.
    response.writeHead(204);
    response.end();
    next(false);
  });
}
