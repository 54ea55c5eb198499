import { z } from 'zod';
import { told, toldLater } from '../terminal/told.ts';
import { flag, safeAddress } from './parse.ts';
import { perAcademy } from './per-academy.ts';

/** The settings of the agents' desk. */
export const deskSettings = {
  /** Minutes in line before the person is asked how to go on. */
  DESK_WAITING_MINUTES: z.coerce
    .number()
    .positive()
    .max(24 * 60)
    .default(10),
  /** Who is told by mail that facts are due for checking, where the academy's file does not say. */
  FACTS_OWNER: perAcademy(z.email(), 'paris=camille@ac-paris.fr,*=contenus@education.example').optional(),
  /** Sign-in of agents by OpenID Connect; without it, by invitation. */
  OIDC_ISSUER: safeAddress
    .refine((value) => !/\/(common|organizations|consumers)(\/|$)/.test(value), {
      error: toldLater({
        en: 'common, organizations and consumers stand for many issuers, of which none signs in their name: put the id of your tenant there',
        fr: 'common, organizations et consumers désignent plusieurs émetteurs, dont aucun ne signe de ce nom : mettez-y l’identifiant de votre locataire (tenant)',
      }),
    })
    .optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_ROLE_CLAIM: z.string().min(1).default('roles'),
  OIDC_ACADEMY_CLAIM: z.string().min(1).default('academies'),
  /** Tells a hub of the channel's about hand-offs by Bot Framework events. */
  HANDOFF_EVENTS: flag.default(false),
} as const;

type DeskSettings = z.infer<z.ZodObject<typeof deskSettings>>;

/** Reports settings of the desk that do not go together. */
export function checkDeskSettings(
  { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET }: DeskSettings,
  context: z.RefinementCtx,
): void {
  if ([OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET].filter(Boolean).length % 3 === 0) return;
  context.addIssue({
    code: 'custom',
    path: ['OIDC_ISSUER'],
    message: told({
      en: 'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together: set all or none',
      fr: 'OIDC_ISSUER, OIDC_CLIENT_ID et OIDC_CLIENT_SECRET vont ensemble : réglez les trois, ou aucun',
    }),
  });
}
