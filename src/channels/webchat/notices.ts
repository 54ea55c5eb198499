import type { Request, Server } from 'restify';
import { incidentsOf } from '../../../dialogs/case/incident.ts';
import { endpoint } from '../../http/endpoint.ts';
import { requestLocale } from '../../http/locale.ts';
import type { Incidents } from './activity-set.ts';

/** Seconds for which browsers and proxies may keep what is out of order. */
const KEPT = 5;

/**
 * `GET /webchat/notices.js?academy=…&locale=…`: what is out of order now, for portals that ask for it (decision 46): a
 * script and no data, since the policy of a portal lets scripts of this service in and nothing else; nothing of whoever asks goes
 * into it, so that all share one answer.
 */
export function addNotices(server: Server, incidents: Pick<Incidents, 'active'>): void {
  server.get(
    '/webchat/notices.js',
    endpoint((request: Request) => {
      const locale = requestLocale(request);
      const academy = new URLSearchParams(request.getQuery()).get('academy');
      const notices = incidentsOf(incidents.active(), academy).map(({ id, text }) => ({
        id,
        text: text[locale],
      }));
      // In a script "<" could end the element, were it ever copied into a page.
      const json = JSON.stringify(notices).replaceAll('<', '\\u003c');
      return {
        status: 200,
        body: `dispatchEvent(new CustomEvent('permanence:notices',{detail:${json}}));`,
        headers: {
          'Content-Type': 'text/javascript; charset=utf-8',
          'Cache-Control': `public, max-age=${KEPT}`,
          'Cross-Origin-Resource-Policy': 'cross-origin',
        },
      };
    }),
  );
}
