import type { Trouble } from '../../intents/labels.ts';
import type { Language } from '../../intents/text.ts';

/** What can be out of order, and the troubles that it looks like. Warnings about people who attack are told in any case. */
export const SYSTEMS = {
  portal: [
    'password_expired',
    'password_forgotten',
    'account_locked',
    'account_activation',
    'recovery_update',
    'session_expired',
    'portal_slow',
    'wrong_portal',
    'identifier_format',
  ],
  second_factor: ['mfa_reset'],
  webmail: ['portal_slow', 'browser_blocked', 'session_expired', 'missing_messages'],
  mail_client: ['mail_client_setup', 'missing_messages'],
  national_platform: ['portal_slow', 'wrong_portal', 'multiple_accounts', 'missing_messages'],
} as const satisfies Record<string, readonly Trouble[]>;
export type System = keyof typeof SYSTEMS;

/** `outage`: flows that it concerns stop at it; `degraded`: it is told, and remedies may still help. */
export const SEVERITIES = ['outage', 'degraded'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A notice that something is out of order for many people. */
export interface Incident {
  readonly id: string;
  readonly academies: readonly string[] | '*';
  readonly system: System;
  readonly severity: Severity;
  readonly text: Readonly<Record<Language, string>>;
}

/** The systems that a trouble may come of. */
export function systemsBehind(trouble: Trouble): System[] {
  return (Object.keys(SYSTEMS) as System[]).filter((system) =>
    (SYSTEMS[system] as readonly Trouble[]).includes(trouble),
  );
}

/** The incidents of a person's academy; who has not told it is told only what concerns all. */
export function incidentsOf(incidents: readonly Incident[], academy: string | null): Incident[] {
  return incidents.filter(
    ({ academies }) => academies === '*' || (academy !== null && academies.includes(academy)),
  );
}

/** Those that a trouble may come of. */
export function incidentsBehind(
  incidents: readonly Incident[],
  academy: string | null,
  trouble: Trouble | null,
): Incident[] {
  return incidentsOf(incidents, academy).filter(({ system }) =>
    (SYSTEMS[system] as readonly (Trouble | null)[]).includes(trouble),
  );
}
