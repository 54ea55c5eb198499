import { z } from 'zod';
import { sourceId } from './sources.ts';

const yearMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'expected a month such as 2026-11');
const localized = z.strictObject({ fr: z.string().min(1), en: z.string().min(1) });
const host = z
  .string()
  .regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, 'expected a host name in lower case, such as webmail.ac-paris.fr');

const port = z.int().min(1).max(65_535);
const identifierForm = z.enum(['initial_lastname', 'firstname_lastname', 'full_address']);

/** A fact with where it comes from and the month in which it was last checked against that source. */
function fact<Value extends z.ZodType>(value: Value) {
  return z.strictObject({
    value,
    source: z.array(sourceId).min(1),
    checkedOn: yearMonth,
    expiresOn: yearMonth.optional(),
  });
}

const facts = z.strictObject({
  /** The webmail, and its host where a source states it. */
  webmail: fact(z.strictObject({ name: localized, host: host.optional() })),
  /** How a password is renewed: in a self-service portal, from the sign-in page, or by the support only. */
  reset: fact(z.strictObject({ by: z.enum(['portal', 'sign_in_page', 'support']), place: localized })),
  /** What the self-service reset wants to have been registered beforehand. */
  resetProof: fact(localized),
  /** What a new password has to be: characters at least, and what it mixes. */
  passwordRule: fact(z.strictObject({ minLength: z.int().positive().optional(), mix: localized })),
  /** Minutes, and the failed attempts that lead there. Absent where the academy publishes no figures. */
  lockout: fact(z.strictObject({ attempts: z.int().positive(), minutes: z.int().positive() })),
  /** Minutes suggested as a precaution where no figures are published. */
  lockoutPrecaution: fact(z.strictObject({ minutes: z.int().positive() })),
  /**
   * Where the second factor is set up for the first time, and where its phone number is kept; by which means it comes, and
   * since when it is asked for, where a source says so.
   */
  secondFactor: fact(
    z.strictObject({
      setUpAt: localized,
      keptIn: localized,
      means: localized.optional(),
      since: localized.optional(),
      /** Whether the source says that the person is guided there. */
      guided: z.literal(true).optional(),
    }),
  ),
  /** Who unblocks a second factor, and whether that takes longer while staff move posts (June, July). */
  secondFactorHelp: fact(z.strictObject({ who: localized, slowInMovements: z.boolean() })),
  support: fact(localized),
  /** How to reach the support: the page (host and path, without https://), the telephone number, the hours. */
  contact: fact(
    z
      .strictObject({ page: z.string().min(1), phone: z.string().min(1), hours: localized })
      .partial()
      .refine(({ page, phone }) => page ?? phone, 'expected a page or a phone number'),
  ),
  /** When a new person’s address comes to exist: “once …”. */
  addressCreation: fact(localized),
  /** Support checks NUMEN and identity document. */
  identityCheck: fact(z.literal(true)),
  /** The forms of the username, likeliest first, on the webmail's page and in a mail program. */
  identifier: fact(
    z.strictObject({
      webmail: z.array(identifierForm).min(1),
      mailClient: identifierForm,
      /** How people of the same name are told apart. */
      namesakes: z.literal('number').optional(),
    }),
  ),
  /** Who confirms a username that is refused (accent, hyphen, particle, namesake). */
  identifierHelp: fact(localized),
  /** Hosts are absent where the source names none; security as mail programs name it. */
  mailServers: fact(
    z.strictObject({
      imap: z.strictObject({ host: host.optional(), port: port.optional(), security: z.string() }),
      smtp: z.strictObject({ host: host.optional(), ports: localized.optional() }),
      authentication: z.enum(['plain']).optional(),
    }),
  ),
  /** What the first password is, and where the NUMEN stands if that matters. */
  firstPassword: fact(z.strictObject({ is: z.enum(['numen', 'given']), numenOn: localized.optional() })),
  /** Whether the academy's mail also lives on the ministry's platform. */
  nationalPlatform: fact(z.strictObject({ state: z.enum(['coexists', 'migrating']) })),
  /** The digital workspace's own mail, and where forwarding to it is set. */
  workspace: fact(z.strictObject({ synchronised: z.boolean(), forwardingIn: localized })),
  /** Script blockers are known to break the sign-in page of this host. */
  scriptBlockers: fact(z.strictObject({ host })),
  /** Months in which the sign-in service is known to be overloaded. */
  peaks: fact(localized),
  /** Other services that ask for the second factor. */
  secondFactorServices: fact(localized),
  /** Sessions end sooner than they used to. */
  shortSessions: fact(z.literal(true)),
  /** The rule on renewing passwords. */
  renewal: fact(localized),
  /** The text that the rule on renewing passwords stands in. */
  renewalReference: fact(localized),
  signature: fact(localized),
});

/** One academy as its file holds it: names to recognise it by, and facts. */
export const academySchema = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  /** As it stands in a sentence (“académie de Lyon”), and on a button (“Lyon”). */
  name: localized,
  title: localized,
  /** Plain lower-case words under which people name it. */
  places: z.array(z.string().regex(/^[a-z0-9. ]+$/)),
  /** Internet domains that are the academy's own; no answer sends anybody elsewhere. */
  domains: z.array(host),
  /** Who answers for the facts, and is told by mail when one is due for checking. */
  owner: z.strictObject({ name: z.string().min(1), email: z.email() }).optional(),
  facts: facts.partial(),
});

export type Academy = z.infer<typeof academySchema>;
export type Facts = Academy['facts'];

/** The academy that stands for all those without a file: general advice, no facts of its own. */
export const UNKNOWN_ACADEMY = 'other';

/** Academies by id; the unknown one is always among them. */
export type Academies = ReadonlyMap<string, Academy>;

/** The academy of an id; the unknown one where there is none. Throws if the unknown one itself is missing. */
export function academyOf(academies: Academies, id: string | null): Academy {
  const academy = academies.get(id ?? UNKNOWN_ACADEMY) ?? academies.get(UNKNOWN_ACADEMY);
  if (!academy) throw new Error(`no academy file has the id "${UNKNOWN_ACADEMY}"`);
  return academy;
}

/** What the statecharts branch on; `unknown` where the academy has no such fact. */
export interface Traits {
  readonly reset: 'portal' | 'sign_in_page' | 'support' | 'unknown';
  readonly lockout: 'published' | 'unpublished';
  readonly secondFactor: 'known' | 'unknown';
  /** How many forms a username can have on the webmail's page. */
  readonly identifiers: 'one' | 'several' | 'unknown';
  readonly firstPassword: 'numen' | 'given' | 'unknown';
  readonly nationalPlatform: 'coexists' | 'migrating' | 'unknown';
  readonly workspace: 'known' | 'unknown';
  readonly scriptBlockers: 'known' | 'unknown';
}

/** Reads off an academy's facts what the statecharts branch on. */
export function traitsOf({ facts }: Academy): Traits {
  return {
    reset: facts.reset?.value.by ?? 'unknown',
    lockout: facts.lockout ? 'published' : 'unpublished',
    secondFactor: facts.secondFactor ? 'known' : 'unknown',
    identifiers: countOf(facts.identifier?.value.webmail),
    firstPassword: facts.firstPassword?.value.is ?? 'unknown',
    nationalPlatform: facts.nationalPlatform?.value.state ?? 'unknown',
    workspace: facts.workspace ? 'known' : 'unknown',
    scriptBlockers: facts.scriptBlockers ? 'known' : 'unknown',
  };
}

function countOf(forms: readonly string[] | undefined): Traits['identifiers'] {
  if (!forms) return 'unknown';
  return forms.length > 1 ? 'several' : 'one';
}
