import { z } from 'zod';
import { isLoopback } from '../http/loopback.ts';
import { told, toldLater } from '../terminal/told.ts';
import { address, flag, list } from './parse.ts';

/** The settings of Teams. */
export const teamsSettings = {
  TEAMS_APP_ID: z.string().min(1).optional(),
  TEAMS_APP_PASSWORD: z.string().min(1).optional(),
  /** Hexadecimal SHA-1 thumbprint, and the path of the PEM file with the private key. */
  TEAMS_CERTIFICATE_THUMBPRINT: z
    .string()
    .regex(/^[0-9a-f]{40}$/i, {
      error: toldLater({
        en: 'expected the 40 hexadecimal digits that Azure shows',
        fr: 'attendu : les 40 chiffres hexadécimaux qu’Azure affiche',
      }),
    })
    .optional(),
  TEAMS_CERTIFICATE_KEY_FILE: z.string().min(1).optional(),
  TEAMS_MANAGED_IDENTITY: flag.default(false),
  /** Tenant of a registration for one tenant. */
  TEAMS_TENANT_ID: z.string().min(1).optional(),
  /** Tenants whose staff may use the bot; all where the list is empty. */
  TEAMS_ALLOWED_TENANTS: list(z.string()),
  TEAMS_UNAUTHENTICATED: flag.default(false),
  /** Hosts, besides those that Microsoft documents, to which replies may go. */
  TEAMS_SERVICE_HOSTS: list(
    z.string().regex(/^[a-z0-9.-]+$/, {
      error: toldLater({
        en: 'expected host names in lower case',
        fr: 'attendu : des noms de machines, en minuscules',
      }),
    }),
  ),
  /** Where the Bot Framework publishes its signing keys; another one in national clouds. */
  TEAMS_OPENID_METADATA_URL: address.default(
    'https://login.botframework.com/v1/.well-known/openidconfiguration',
  ),
  /** Where the bot gets its own token; another one in national clouds. */
  TEAMS_LOGIN_URL: address.default('https://login.microsoftonline.com'),
} as const;

type TeamsSettings = z.infer<z.ZodObject<typeof teamsSettings>> & { readonly HOST: string };

/** Reports the first of Teams' settings that do not go together. */
export function checkTeamsSettings(config: TeamsSettings, context: z.RefinementCtx): void {
  const finding = findFault(config);
  if (finding) context.addIssue({ code: 'custom', path: [finding.path], message: finding.message });
}

function findFault(config: TeamsSettings): { path: keyof TeamsSettings; message: string } | undefined {
  const { TEAMS_APP_ID, TEAMS_CERTIFICATE_THUMBPRINT, TEAMS_CERTIFICATE_KEY_FILE } = config;
  const certificate = Boolean(TEAMS_CERTIFICATE_THUMBPRINT);
  if (config.TEAMS_UNAUTHENTICATED && !isLoopback(config.HOST)) {
    return {
      path: 'TEAMS_UNAUTHENTICATED',
      message: told({
        en: 'takes messages from anybody, so it works on a loopback HOST (127.0.0.1) only',
        fr: 'accepte les messages de n’importe qui ; il faut donc que HOST désigne cette machine même (127.0.0.1)',
      }),
    };
  }
  if (config.TEAMS_UNAUTHENTICATED && TEAMS_APP_ID) {
    return {
      path: 'TEAMS_UNAUTHENTICATED',
      message: told({
        en: 'would switch off the checks that TEAMS_APP_ID asks for: set one of the two',
        fr: 'désactiverait les contrôles que TEAMS_APP_ID demande : réglez l’un des deux',
      }),
    };
  }
  if (certificate !== Boolean(TEAMS_CERTIFICATE_KEY_FILE)) {
    return {
      path: 'TEAMS_CERTIFICATE_KEY_FILE',
      message: told({
        en: 'goes together with TEAMS_CERTIFICATE_THUMBPRINT: set both or neither',
        fr: 'va avec TEAMS_CERTIFICATE_THUMBPRINT : réglez les deux, ou aucun',
      }),
    };
  }
  const ways = [config.TEAMS_APP_PASSWORD, certificate, config.TEAMS_MANAGED_IDENTITY].filter(Boolean).length;
  if (Boolean(TEAMS_APP_ID) !== ways > 0) {
    return {
      path: 'TEAMS_APP_PASSWORD',
      message: told({
        en: 'TEAMS_APP_ID and TEAMS_APP_PASSWORD go together (or a certificate, or TEAMS_MANAGED_IDENTITY): set both or neither',
        fr: 'TEAMS_APP_ID et TEAMS_APP_PASSWORD vont ensemble (ou un certificat, ou TEAMS_MANAGED_IDENTITY) : réglez les deux, ou aucun',
      }),
    };
  }
  if (ways > 1) {
    return {
      path: 'TEAMS_APP_PASSWORD',
      message: told({
        en: 'set one of password, certificate and managed identity',
        fr: 'réglez un seul de ces trois : mot de passe, certificat, identité managée',
      }),
    };
  }
  if (config.TEAMS_MANAGED_IDENTITY && !config.TEAMS_TENANT_ID) {
    return {
      path: 'TEAMS_TENANT_ID',
      message: told({
        en: 'a managed identity belongs to a tenant: set it',
        fr: 'une identité managée appartient à un locataire (tenant) : indiquez-le',
      }),
    };
  }
  return undefined;
}
