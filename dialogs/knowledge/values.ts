import type { Language } from '../../intents/text.ts';
import { type Desk, NOBODY } from '../case/desk.ts';
import type { Context } from '../chart/conversation.ts';
import type { Slots } from '../chart/slots.ts';
import { type Academies, type Academy, academyOf, traitsOf, UNKNOWN_ACADEMY } from './academy.ts';
import type { Answers, FollowUps } from './answers.ts';
import type { Texts, Values } from './texts.ts';

/** What the bot knows, read once at start. */
export interface Knowledge {
  readonly academies: Academies;
  readonly answers: Answers;
  readonly followUps: FollowUps;
  readonly texts: Texts;
  /** Days for which a conversation is kept after its last change. */
  readonly keptDays?: number;
}

/** Days that are said where nobody has set them otherwise. */
const KEPT_DAYS = 30;

const MINUTE = 60_000;
/** All academies served are on this clock. */
export const TIME_ZONE = 'Europe/Paris';
const clockOptions = { hour: '2-digit', minute: '2-digit', timeZone: TIME_ZONE } as const;
/** Made once: making one costs more than the rest of a turn's wording. */
const clocks = {
  fr: new Intl.DateTimeFormat('fr-FR', clockOptions),
  en: new Intl.DateTimeFormat('en-GB', clockOptions),
} satisfies Record<Language, Intl.DateTimeFormat>;
const dayOptions = { weekday: 'long', day: 'numeric', month: 'long', ...clockOptions } as const;
const days = {
  fr: new Intl.DateTimeFormat('fr-FR', dayOptions),
  en: new Intl.DateTimeFormat('en-GB', dayOptions),
} satisfies Record<Language, Intl.DateTimeFormat>;
/** Stands for a value that is not known; texts `select` on it. */
const NONE = 'none';
/** Stands for a slot that was not told. */
const OTHER = 'other';

/** Minutes to wait after a lockout: the academy's own figure, or else the precaution. Throws if neither is a fact. */
export function lockoutMinutes(academies: Academies, id: string | null): number {
  const minutes =
    academyOf(academies, id).facts.lockout?.value.minutes ??
    academyOf(academies, UNKNOWN_ACADEMY).facts.lockoutPrecaution?.value.minutes;
  if (minutes === undefined) throw new Error('no academy file states the precautionary lockout wait');
  return minutes;
}

/** The values of a conversation at a moment (`now` in milliseconds since 1970), facts of its academy included. */
export function valuesOf(
  context: Context,
  { academies, texts, keptDays = KEPT_DAYS }: Knowledge,
  locale: Language,
  now: number,
  desk: Desk = NOBODY,
): Values {
  const { topic, entities, report } = context;
  const { trouble, paused, steps, waitUntil } = topic;
  const devices = [entities.device, entities.mailClient, entities.browser].filter(Boolean);
  const tried = steps.map(
    ({ step, outcome }) =>
      `${texts.render(locale, `step.${step}`, {})} (${texts.render(locale, `handoff.step.${outcome}`, {})})`,
  );
  return {
    ...factValues(academyOf(academies, context.academy), texts, locale),
    guessed_name: academyOf(academies, context.guessedAcademy).name[locale],
    academy_known: context.academy === null || context.academy === UNKNOWN_ACADEMY ? 'no' : 'yes',
    lockout_minutes: lockoutMinutes(academies, context.academy),
    wait_end: clock(waitUntil ?? now, locale),
    minutes_left: Math.ceil(Math.max(0, (waitUntil ?? now) - now) / MINUTE),
    time: clock(now, locale),
    kept_days: keptDays,
    trouble: trouble ?? NONE,
    paused: paused ?? NONE,
    paused_name: paused ? texts.render(locale, `trouble.${paused}`, {}) : NONE,
    trouble_name: trouble ? texts.render(locale, `trouble.${trouble}`, {}) : NONE,
    urgent: topic.urgent ? 'yes' : 'no',
    error_message: report.message ?? entities.errorMessage ?? NONE,
    attempt: report.attempt ?? NONE,
    device: devices.join(', ') || NONE,
    steps: tried.join(' ; ') || NONE,
    academy_named: context.academyNamed ?? NONE,
    agent: context.agent?.by ?? NONE,
    reference: context.reference ?? NONE,
    ...slotValues(context.slots),
    ...deskValues(desk, locale),
  };
}

/** What the person told, for texts that select on it; `other` where nothing was told. */
function slotValues({ device, program, browser, place, direction, secondFactor, recovery }: Slots): Values {
  return {
    slot_device: device ?? OTHER,
    slot_program: program ?? OTHER,
    slot_browser: browser ?? OTHER,
    slot_place: place ?? OTHER,
    slot_direction: direction ?? OTHER,
    slot_second_factor: secondFactor ?? OTHER,
    slot_recovery: recovery ?? OTHER,
  };
}

/** Who is there, and how long it takes; a request that is about to be sent stands at the end of the line. */
function deskValues({ agents, open, opensAt, waiting, estimate, request }: Desk, locale: Language): Values {
  return {
    desk: agents > 0 && open ? 'live' : open ? 'away' : 'closed',
    desk_opening: opensAt === null ? NONE : days[locale].format(opensAt),
    desk_place: request?.position ?? waiting + 1,
    desk_wait: estimate ? 'known' : NONE,
    desk_wait_from: estimate?.from ?? 0,
    desk_wait_to: estimate?.to ?? 0,
  };
}

/** Facts do not change while the service runs. */
const worded = new WeakMap<Texts, WeakMap<Academy, Map<Language, Values>>>();

function factValues(academy: Academy, texts: Texts, locale: Language): Values {
  const ofTexts = worded.get(texts) ?? new WeakMap<Academy, Map<Language, Values>>();
  worded.set(texts, ofTexts);
  const ofAcademy = ofTexts.get(academy) ?? new Map<Language, Values>();
  ofTexts.set(academy, ofAcademy);
  const values = ofAcademy.get(locale) ?? wordFacts(academy, texts, locale);
  ofAcademy.set(locale, values);
  return values;
}

/** A value that comes of an academy's file; `provenance.ts` says of each on which fact it rests. */
export type FactValue = keyof ReturnType<typeof wordFacts> | 'lockout_minutes';

function wordFacts(academy: Academy, texts: Texts, locale: Language) {
  const { facts } = academy;
  const traits = traitsOf(academy);
  const support = facts.support?.value[locale] ?? texts.render(locale, 'unknown_support', {});
  return {
    reset: traits.reset,
    lockout: traits.lockout,
    second_factor: traits.secondFactor,
    identifiers: traits.identifiers,
    script_blockers: traits.scriptBlockers,
    national_platform: traits.nationalPlatform,
    workspace: traits.workspace,
    first_password: facts.firstPassword?.value.is ?? NONE,
    academy_name: academy.name[locale],
    webmail_name: facts.webmail?.value.name[locale] ?? NONE,
    webmail_host: facts.webmail?.value.host ?? NONE,
    domain: academy.domains[0] ?? NONE,
    reset_proof: facts.resetProof?.value[locale] ?? NONE,
    // As text, like the port.
    password_length: String(facts.passwordRule?.value.minLength ?? NONE),
    password_mix: facts.passwordRule?.value.mix[locale] ?? NONE,
    reset_place: facts.reset?.value.place[locale] ?? NONE,
    lockout_attempts: facts.lockout?.value.attempts ?? 0,
    set_up_at: facts.secondFactor?.value.setUpAt[locale] ?? NONE,
    number_kept_in: facts.secondFactor?.value.keptIn[locale] ?? NONE,
    second_factor_means: facts.secondFactor?.value.means?.[locale] ?? NONE,
    second_factor_since: facts.secondFactor?.value.since?.[locale] ?? NONE,
    second_factor_help: facts.secondFactorHelp?.value.who[locale] ?? support,
    second_factor_help_slow: facts.secondFactorHelp?.value.slowInMovements ? 'yes' : 'no',
    identity_check: facts.identityCheck ? 'yes' : 'no',
    support,
    ...settingValues(academy, texts, locale),
  };
}

/** Facts about usernames, servers and the ways of each academy. */
function settingValues({ facts, domains }: Academy, texts: Texts, locale: Language) {
  const domain = domains[0] ?? NONE;
  const form = (name: string | undefined) => (name ? texts.render(locale, `form.${name}`, { domain }) : NONE);
  const { imap, smtp, authentication } = facts.mailServers?.value ?? {};
  const help = facts.identifierHelp?.value[locale] ?? texts.render(locale, 'unknown_identifier_help', {});
  return {
    form_1: form(facts.identifier?.value.webmail[0]),
    form_2: form(facts.identifier?.value.webmail[1]),
    namesakes: facts.identifier?.value.namesakes ?? NONE,
    form_mail: form(facts.identifier?.value.mailClient),
    identifier_help: help.charAt(0).toUpperCase() + help.slice(1),
    imap_host: imap?.host ?? NONE,
    // As text: a number would be formatted (“1 000”).
    imap_port: imap?.port ? String(imap.port) : NONE,
    smtp_host: smtp?.host ?? NONE,
    smtp_ports: smtp?.ports ?? NONE,
    authentication: authentication ?? NONE,
    numen_on: facts.firstPassword?.value.numenOn?.[locale] ?? NONE,
    forwarding_in: facts.workspace?.value.forwardingIn[locale] ?? NONE,
    scripts_host: facts.scriptBlockers?.value.host ?? NONE,
    peaks: facts.peaks?.value[locale] ?? NONE,
    short_sessions: facts.shortSessions ? 'yes' : 'no',
    second_factor_services: facts.secondFactorServices?.value[locale] ?? NONE,
    renewal_reference: facts.renewalReference?.value[locale] ?? NONE,
    renewal: facts.renewal?.value[locale] ?? NONE,
    signature_in: facts.signature?.value[locale] ?? NONE,
  };
}

/** The times of a turn are few, and a minute is said many times. */
const times = new Map<string, string>();
const MAX_TIMES = 1000;

function clock(at: number, locale: Language): string {
  const minute = `${locale} ${Math.floor(at / MINUTE)}`;
  const known = times.get(minute);
  if (known) return known;
  if (times.size >= MAX_TIMES) times.clear();
  const time = clocks[locale].format(at);
  times.set(minute, time);
  return time;
}
