import type { Academies } from '../../../dialogs/knowledge/academy.ts';
import type { Config } from '../../config/config.ts';
import { ConfigError } from '../../config/errors.ts';
import { namedAcademies, type PerAcademy } from '../../config/per-academy.ts';
import { told } from '../../terminal/told.ts';
import { createMailSystem } from './mail.ts';
import type { TicketSystem } from './port.ts';
import { createRequestTracker } from './request-tracker.ts';

/**
 * The ticket system that the configuration chooses; none where it chooses none. Throws `ConfigError` where a setting names an
 * academy that there is no file of.
 */
export function createTicketSystem(config: Config, academies: Academies): TicketSystem | undefined {
  const { TICKETS, TICKETS_MAIL_TO, TICKETS_MAIL_FROM, SMTP_URL, RT_URL, RT_TOKEN, RT_QUEUE } = config;
  switch (TICKETS) {
    case 'mail':
      if (!TICKETS_MAIL_TO || !TICKETS_MAIL_FROM || !SMTP_URL) return undefined;
      checkNames('TICKETS_MAIL_TO', TICKETS_MAIL_TO, academies);
      return createMailSystem({ url: SMTP_URL, from: TICKETS_MAIL_FROM, to: TICKETS_MAIL_TO });
    case 'request-tracker':
      if (!RT_URL || !RT_TOKEN || !RT_QUEUE) return undefined;
      checkNames('RT_QUEUE', RT_QUEUE, academies);
      return createRequestTracker({ url: RT_URL, token: RT_TOKEN, queue: RT_QUEUE });
    case 'none':
      return undefined;
    default:
      // A system that the settings know is one that stands here: the compiler asks.
      return TICKETS satisfies never;
  }
}

function checkNames(variable: string, values: PerAcademy, academies: Academies): void {
  const unknown = namedAcademies(values).find((id) => !academies.has(id));
  if (unknown === undefined) return;
  const known = [...academies.keys()].join(', ');
  throw new ConfigError(
    told({
      en: `${variable}: there is no academy “${unknown}” (there are ${known})`,
      fr: `${variable} : il n’y a pas d’académie « ${unknown} » (il y a ${known})`,
    }),
  );
}
