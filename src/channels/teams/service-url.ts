import type { Activity } from 'botbuilder';
import type { Config } from '../../config/config.ts';
import { isLoopback } from '../../http/loopback.ts';
import { NotServedError } from './errors.ts';

/** Hosts of Teams' service in the public and the national clouds, and of Azure's other channels (Microsoft's documentation). */
const TEAMS_HOSTS = [
  'smba.trafficmanager.net',
  'smba.infra.gcc.teams.microsoft.com',
  'smba.infra.gov.teams.microsoft.us',
  'smba.infra.dod.teams.microsoft.us',
];
const AZURE_CHANNELS = /^[a-z0-9-]+\.botframework\.(com|us|azure\.cn)$/;

/** Throws `NotServedError` where replies to an activity would go elsewhere than to Teams, or it comes from another tenant. */
export type CheckService = (
  activity: Pick<Activity, 'serviceUrl' | 'channelId' | 'conversation' | 'channelData'>,
) => void;

/**
 * Builds the check of where replies would go. A signed activity names an address of its caller's choice, and replies carry the
 * bot's token there. Without authentication (a local emulator) only this machine is answered.
 */
export function createServiceCheck(config: Config): CheckService {
  const { TEAMS_SERVICE_HOSTS, TEAMS_ALLOWED_TENANTS, TEAMS_TENANT_ID, TEAMS_UNAUTHENTICATED } = config;
  const hosts = new Set([...TEAMS_HOSTS, ...TEAMS_SERVICE_HOSTS]);
  // A domain names a tenant to the sign-in only; activities bring its id.
  const own = TEAMS_TENANT_ID && !TEAMS_TENANT_ID.includes('.') ? [TEAMS_TENANT_ID] : [];
  const tenants = new Set([...TEAMS_ALLOWED_TENANTS, ...own].map((tenant) => tenant.toLowerCase()));
  return ({ serviceUrl, channelId, conversation, channelData }) => {
    const { protocol, hostname } = new URL(serviceUrl);
    const local = isLoopback(hostname);
    const allowed = TEAMS_UNAUTHENTICATED
      ? local
      : hosts.has(hostname) || (!local && AZURE_CHANNELS.test(hostname));
    if (!allowed || (protocol !== 'https:' && !local)) {
      throw new NotServedError(
        'serviceUrl: replies do not go there; if it is an address of your cloud, add its host to TEAMS_SERVICE_HOSTS.',
      );
    }
    const tenant: unknown = conversation.tenantId ?? channelData?.tenant?.id;
    // Teams names the tenant in whatever it sends; other channels of Azure have none.
    const foreign = typeof tenant === 'string' ? !tenants.has(tenant.toLowerCase()) : tenant !== undefined;
    if (tenants.size > 0 && (foreign || (tenant === undefined && channelId === 'msteams'))) {
      throw new NotServedError(
        'This bot does not serve that tenant; TEAMS_ALLOWED_TENANTS lists those that it does.',
      );
    }
  };
}
