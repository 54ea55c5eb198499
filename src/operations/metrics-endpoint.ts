import type { Request, Response, Server } from 'restify';
import type { Config } from '../config/config.ts';
import { isFromHere } from '../http/caller-address.ts';
import { endpoint } from '../http/endpoint.ts';
import { HttpError } from '../http/errors.ts';
import { isSameSecret } from '../http/same-secret.ts';
import type { Metrics } from './metrics.ts';

/** Stands for whatever is asked for that has no route. */
const NO_ROUTE = 'none';

/**
 * Counts requests, and answers `GET /metrics` to the bearer of the token; where there is none, to this machine, unless a proxy stands
 * before the service (it has a public address): not every proxy says that it is one.
 */
export function addMetrics(
  server: Server,
  metrics: Metrics,
  config: Pick<Config, 'METRICS_TOKEN' | 'PUBLIC_URL'>,
): void {
  server.on('after', (request: Request, response: Response, route: { path?: unknown } | null) => {
    metrics.requested({
      method: route ? (request.method ?? '') : NO_ROUTE,
      route: typeof route?.path === 'string' ? route.path : NO_ROUTE,
      status: response.statusCode,
    });
  });
  server.get(
    '/metrics',
    endpoint(async (request) => {
      admit(request, config);
      const body = await metrics.registry.metrics();
      return { status: 200, body, headers: { 'Content-Type': metrics.registry.contentType } };
    }),
  );
}

function admit(
  request: Request,
  { METRICS_TOKEN: token, PUBLIC_URL }: Pick<Config, 'METRICS_TOKEN' | 'PUBLIC_URL'>,
): void {
  const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined && PUBLIC_URL === undefined && isFromHere(request)) return;
  if (token === undefined) {
    throw new HttpError(
      403,
      'metrics_closed',
      'Metrics are shown to this machine only, and not behind a proxy (PUBLIC_URL). Set METRICS_TOKEN to read them.',
    );
  }
  if (given === undefined || !isSameSecret(given, token)) {
    throw new HttpError(401, 'metrics_token', 'Send the header Authorization: Bearer <METRICS_TOKEN>.');
  }
}
