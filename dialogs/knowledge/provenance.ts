import type { Language } from '../../intents/text.ts';
import { type Academies, type Academy, academyOf, type Facts, UNKNOWN_ACADEMY } from './academy.ts';
import type { FactValue } from './fact-values.ts';
import type { Texts } from './texts.ts';

/** Where a fact comes from. Months as `2026-11`. */
export interface Provenance {
  readonly fact: keyof Facts;
  readonly source: readonly string[];
  readonly checkedOn: string;
  /** Whether the fact has run out, or was checked too long ago. */
  readonly stale: boolean;
  /** Whether it is, or will be next month: time to check it. */
  readonly due: boolean;
}

/** Months after which a fact without an end of its own wants checking again. */
const MONTHS_VALID = 18;

/** The fact behind each value that texts name in braces; none for what the academy is called. The compiler asks for each. */
export const FACT_OF_VALUE: Readonly<Record<FactValue, keyof Facts | null>> = {
  academy_name: null,
  domain: null,
  webmail: 'webmail',
  webmail_name: 'webmail',
  webmail_host: 'webmail',
  reset: 'reset',
  reset_place: 'reset',
  reset_proof: 'resetProof',
  password_length: 'passwordRule',
  password_mix: 'passwordRule',
  lockout: 'lockout',
  lockout_minutes: 'lockout',
  lockout_attempts: 'lockout',
  set_up_at: 'secondFactor',
  number_kept_in: 'secondFactor',
  second_factor_means: 'secondFactor',
  second_factor_since: 'secondFactor',
  second_factor_help: 'secondFactorHelp',
  second_factor_help_slow: 'secondFactorHelp',
  second_factor_services: 'secondFactorServices',
  support: 'support',
  contact_line: 'contact',
  identity_line: 'identityCheck',
  real_sites: null,
  academy_known: null,
  contact: 'contact',
  contact_page: 'contact',
  contact_phone: 'contact',
  contact_hours: 'contact',
  change_password: 'reset',
  mail_settings: 'mailServers',
  iphone_settings: 'mailServers',
  password_rules: 'passwordRule',
  address_created: 'addressCreation',
  set_up_guided: 'secondFactor',
  identity_check: 'identityCheck',
  form_1: 'identifier',
  form_2: 'identifier',
  form_mail: 'identifier',
  namesakes: 'identifier',
  identifiers: 'identifier',
  identifier_help: 'identifierHelp',
  identifier_helper: 'identifierHelp',
  imap_host: 'mailServers',
  imap_port: 'mailServers',
  smtp_host: 'mailServers',
  smtp_ports: 'mailServers',
  authentication: 'mailServers',
  first_password: 'firstPassword',
  numen_on: 'firstPassword',
  national_platform: 'nationalPlatform',
  second_factor: 'secondFactor',
  workspace: 'workspace',
  forwarding_in: 'workspace',
  scripts_host: 'scriptBlockers',
  script_blockers: 'scriptBlockers',
  peaks: 'peaks',
  short_sessions: 'shortSessions',
  renewal: 'renewal',
  renewal_reference: 'renewalReference',
  signature_in: 'signature',
};

/** The facts that a text rests on for an academy; none where it is advice that holds everywhere. */
export function factsBehind(
  { academies, texts }: { academies: Academies; texts: Texts },
  locale: Language,
  key: string,
  academyId: string | null,
  now: number,
): Provenance[] {
  const names = new Set(texts.arguments(locale, key).flatMap((name) => factOf(name) ?? []));
  if (names.size === 0) return [];
  const academy = academyOf(academies, academyId);
  const own = provenanceOf(academy, now).filter(({ fact }) => names.has(fact));
  const precaution = names.has('lockout') && !academy.facts.lockout;
  const general = precaution ? provenanceOf(academyOf(academies, UNKNOWN_ACADEMY), now) : [];
  return [...own, ...general];
}

/** The fact on which a value rests, if any. */
function factOf(name: string): keyof Facts | null | undefined {
  return Object.hasOwn(FACT_OF_VALUE, name) ? FACT_OF_VALUE[name as FactValue] : undefined;
}

/** Of each academy, for the month in which it was asked for last. */
const known = new WeakMap<Academy, { readonly month: number; readonly facts: readonly Provenance[] }>();

/** All facts of an academy with where they come from. `now` in milliseconds since 1970. */
export function provenanceOf(academy: Academy, now: number): readonly Provenance[] {
  const month = monthOf(now);
  const last = known.get(academy);
  if (last?.month === month) return last.facts;
  const facts = factsIn(academy, month);
  known.set(academy, { month, facts });
  return facts;
}

function factsIn({ facts }: Academy, present: number): Provenance[] {
  return Object.entries(facts).flatMap(([fact, entry]) =>
    entry
      ? [
          {
            fact: fact as keyof Facts,
            source: entry.source,
            checkedOn: entry.checkedOn,
            stale: isPast(entry, present),
            due: isPast(entry, present + 1),
          },
        ]
      : [],
  );
}

/** Whether a fact has run out, or was checked too long ago, in a month since year 0. */
function isPast(
  { expiresOn, checkedOn }: { readonly expiresOn?: string | undefined; readonly checkedOn: string },
  month: number,
): boolean {
  return monthsBetween(expiresOn ?? checkedOn, month) > (expiresOn ? 0 : MONTHS_VALID);
}

/** Months since year 0. */
function monthOf(now: number): number {
  const date = new Date(now);
  return date.getUTCFullYear() * 12 + date.getUTCMonth() + 1;
}

function monthsBetween(month: string, present: number): number {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return present - (year * 12 + number);
}
