import { lookAtPublicUrl } from './certificate.ts';
import { judgeClock } from './clock.ts';
import { lookAtContent } from './content.ts';
import { lookAtDatabase } from './database.ts';
import { type Finding, within } from './finding.ts';
import { lookAtIssuer } from './issuer.ts';
import { lookAtService } from './service.ts';
import { lookAtSettings } from './settings.ts';
import { lookAtTeamsKeys, lookAtTeamsLogin } from './teams.ts';
import { lookAtTickets } from './tickets.ts';

/** Milliseconds for one check at most, however many questions it asks. */
const LONGEST = 10_000;

/** All that is to be said of an installation, in the order in which it is to be mended. What asks far ends runs side by side. */
export async function runChecks(environment: NodeJS.ProcessEnv): Promise<Finding[]> {
  const node: Finding = {
    ...{ check: 'node', state: 'ok', what: 'node.ok' },
    values: { version: process.version },
  };
  const { config, findings } = lookAtSettings(environment);
  const content = await within(LONGEST, 'content', () => lookAtContent(config));
  if (!config) return [node, ...findings, ...content.findings];
  // Reading sources holds everything up, and would count as silence of whoever is asked meanwhile.
  if (config.TEAMS_APP_ID) await import('../../channels/teams/adapter.ts');
  const outcomes = await Promise.all([
    within(LONGEST, 'database', () => lookAtDatabase(config)),
    within(LONGEST, 'service', () => lookAtService(config)),
    within(LONGEST, 'certificate', () => lookAtPublicUrl(config)),
    within(LONGEST, 'teams_keys', () => lookAtTeamsKeys(config)),
    within(LONGEST, 'teams_login', () => lookAtTeamsLogin(config)),
    within(LONGEST, 'issuer', () => lookAtIssuer(config)),
    within(LONGEST, 'tickets', () => lookAtTickets(config)),
    content,
  ]);
  const clock = judgeClock(outcomes.flatMap(({ clocks = [] }) => clocks));
  return [node, ...findings, clock, ...outcomes.flatMap((outcome) => outcome.findings)];
}
