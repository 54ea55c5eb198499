import { z } from 'zod';
import { isLoopback } from '../http/loopback.ts';
import { address, flag, list } from './parse.ts';

/** The settings of Teams. */
export const teamsSettings = {
  TEAMS_APP_ID: z.string().min(1).optional(),
  TEAMS_APP_PASSWORD: z.string().min(1).optional(),
  /** Hexadecimal SHA-1 thumbprint, and the path of the PEM file with the private key. */
  TEAMS_CERTIFICATE_THUMBPRINT: z
    .string()
    .regex(/^[0-9a-f]{40}$/i, 'expected the 40 hexadecimal digits that Azure shows')
    .optional(),
  TEAMS_CERTIFICATE_KEY_FILE: z.string().min(1).optional(),
  TEAMS_MANAGED_IDENTITY: flag.default(false),
  /** Tenant of a registration for one tenant. */
  TEAMS_TENANT_ID: z.string().min(1).optional(),
  /** Tenants whose staff may use the bot; all where the list is empty. */
  TEAMS_ALLOWED_TENANTS: list(z.string()),
  TEAMS_UNAUTHENTICATED: flag.default(false),
  /** Hosts, besides those that Microsoft documents, to which replies may go. */
  TEAMS_SERVICE_HOSTS: list(z.string().regex(/^[a-z0-9.-]+$/, 'expected host names in lower case')),
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
      message: 'takes messages from anybody, so it works on a loopback HOST (127.0.0.1) only',
    };
  }
  if (config.TEAMS_UNAUTHENTICATED && TEAMS_APP_ID) {
    return {
      path: 'TEAMS_UNAUTHENTICATED',
      message: 'would switch off the checks that TEAMS_APP_ID asks for: set one of the two',
    };
  }
  if (certificate !== Boolean(TEAMS_CERTIFICATE_KEY_FILE)) {
    return {
      path: 'TEAMS_CERTIFICATE_KEY_FILE',
      message: 'goes together with TEAMS_CERTIFICATE_THUMBPRINT: set both or neither',
    };
  }
  const ways = [config.TEAMS_APP_PASSWORD, certificate, config.TEAMS_MANAGED_IDENTITY].filter(Boolean).length;
  if (Boolean(TEAMS_APP_ID) !== ways > 0) {
    return {
      path: 'TEAMS_APP_PASSWORD',
      message:
        'TEAMS_APP_ID and TEAMS_APP_PASSWORD go together (or a certificate, or TEAMS_MANAGED_IDENTITY): set both or neither',
    };
  }
  if (ways > 1) {
    return {
      path: 'TEAMS_APP_PASSWORD',
      message: 'set one of password, certificate and managed identity',
    };
  }
  if (config.TEAMS_MANAGED_IDENTITY && !config.TEAMS_TENANT_ID) {
    return { path: 'TEAMS_TENANT_ID', message: 'a managed identity belongs to a tenant: set it' };
  }
  return undefined;
}
