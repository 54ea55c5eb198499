import { z } from 'zod';
import { isLoopback } from '../http/loopback.ts';
import { perAcademy } from './per-academy.ts';

const smtpUrl = z.url({ protocol: /^smtps?$/, abort: true }).refine(
  (value) => {
    const { hostname, pathname, search, hash } = new URL(value);
    return hostname !== '' && ['', '/'].includes(pathname) && search === '' && hash === '';
  },
  {
    message:
      'expected smtps://user:password@host:465 or smtp://user:password@host:587, without anything after',
  },
);

const rtUrl = z.url({ protocol: /^https?$/, abort: true }).refine(
  (value) => {
    const { protocol, hostname, username, search, hash } = new URL(value);
    return (protocol === 'https:' || isLoopback(hostname)) && username === '' && search === '' && hash === '';
  },
  {
    message:
      'expected https://rt.example.fr, where RT’s own start page is (http: on this machine only, the token would be readable)',
  },
);

/** The settings of the ticket systems. */
export const ticketSettings = {
  TICKETS: z.enum(['none', 'mail', 'request-tracker']).default('none'),
  TICKETS_MAIL_TO: perAcademy(
    z.email(),
    'paris=assistance@ac-paris.fr,*=assistance@education.example',
  ).optional(),
  TICKETS_MAIL_FROM: z.email().optional(),
  SMTP_URL: smtpUrl.optional(),
  RT_URL: rtUrl.optional(),
  RT_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'expected a token of RT, without spaces')
    .optional(),
  RT_QUEUE: perAcademy(z.string().min(1).max(200), 'paris=Assistance Paris,*=Assistance').optional(),
} as const;

const NEEDED = {
  none: [],
  mail: ['TICKETS_MAIL_TO', 'TICKETS_MAIL_FROM', 'SMTP_URL'],
  'request-tracker': ['RT_URL', 'RT_TOKEN', 'RT_QUEUE'],
} as const;

type Settings = z.infer<z.ZodObject<typeof ticketSettings>>;

/** Adds an issue for each setting that the chosen ticket system needs and does not have. */
export function checkTicketSettings(settings: Settings, context: z.RefinementCtx): void {
  for (const name of NEEDED[settings.TICKETS]) {
    if (settings[name] === undefined)
      context.addIssue({ code: 'custom', path: [name], message: `TICKETS=${settings.TICKETS} needs it` });
  }
}
