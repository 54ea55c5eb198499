import { z } from 'zod';
import { isLoopback } from '../http/loopback.ts';
import { told, toldLater } from '../terminal/told.ts';
import { perAcademy } from './per-academy.ts';

const smtpUrl = z.url({ protocol: /^smtps?$/, abort: true }).refine(
  (value) => {
    const { hostname, pathname, search, hash } = new URL(value);
    return hostname !== '' && ['', '/'].includes(pathname) && search === '' && hash === '';
  },
  {
    error: toldLater({
      en: 'expected smtps://user:password@host:465 or smtp://user:password@host:587, without anything after',
      fr: 'attendu : smtps://utilisateur:motdepasse@serveur:465 ou smtp://utilisateur:motdepasse@serveur:587, sans rien après',
    }),
  },
);

const rtUrl = z.url({ protocol: /^https?$/, abort: true }).refine(
  (value) => {
    const { protocol, hostname, username, search, hash } = new URL(value);
    return (protocol === 'https:' || isLoopback(hostname)) && username === '' && search === '' && hash === '';
  },
  {
    error: toldLater({
      en: 'expected https://rt.example.fr, where RT’s own start page is (http: on this machine only, the token would be readable)',
      fr: 'attendu : https://rt.example.fr, où se trouve la page d’accueil de RT (http : sur cette machine seulement, le jeton serait lisible)',
    }),
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
    .regex(/^[\x21-\x7e]+$/, {
      error: toldLater({
        en: 'expected a token of RT, without spaces',
        fr: 'attendu : un jeton de RT, sans espace',
      }),
    })
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
      context.addIssue({
        code: 'custom',
        path: [name],
        message: told({
          en: `TICKETS=${settings.TICKETS} needs it`,
          fr: `TICKETS=${settings.TICKETS} en a besoin`,
        }),
      });
  }
}
