import type { Language } from '../../intents/text.ts';
import { type Desk, NOBODY, waysTo } from '../case/desk.ts';
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
const dayOptions = { weekday: 'long', day: 'numeric', month: 'long', timeZone: TIME_ZONE } as const;
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
    steps: tried.join(locale === 'fr' ? ' ; ' : '; ') || NONE,
    academy_named: context.academyNamed ?? NONE,
    agent: context.agent?.by ?? NONE,
    reference: context.reference ?? NONE,
    ...slotValues(context.slots),
    ...deskValues(desk, texts, locale),
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
function deskValues(desk: Desk, texts: Texts, locale: Language): Values {
  const { agents, open, opensAt, waiting, estimate, request } = desk;
  const people = whoAnswers(desk);
  return {
    people,
    offer: offerOf(people, texts, locale),
    desk: agents > 0 && open ? 'live' : open ? 'away' : 'closed',
    desk_opening: opensAt === null ? NONE : dayAndClock(opensAt, locale),
    desk_place: request?.position ?? waiting + 1,
    desk_wait: estimate ? 'known' : NONE,
    desk_wait_from: estimate?.from ?? 0,
    desk_wait_to: estimate?.to ?? 0,
  };
}

/** Who can answer a request that is made now: nobody is promised who is not there. */
function whoAnswers(desk: Desk): 'live' | 'later' | 'ticket' | 'nobody' {
  const ways = waysTo(desk);
  if (ways.includes('send')) return 'live';
  if (ways.includes('callback')) return 'later';
  return ways.includes('ticket') ? 'ticket' : 'nobody';
}

const offers = new WeakMap<Texts, Map<string, string>>();

/** The offer to prepare a request, and what becomes of it: the same words at the end of every flow. */
function offerOf(people: ReturnType<typeof whoAnswers>, texts: Texts, locale: Language): string {
  const known = offers.get(texts) ?? new Map<string, string>();
  offers.set(texts, known);
  const offer = known.get(`${locale} ${people}`) ?? texts.render(locale, 'request.offer', { people });
  known.set(`${locale} ${people}`, offer);
  return offer;
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

/** The facts, and what is said with them at the end of many flows. */
function wordFacts(academy: Academy, texts: Texts, locale: Language) {
  const values = bareFacts(academy, texts, locale);
  const line = (name: string) => texts.render(locale, `request.${name}`, values);
  return {
    ...values,
    contact_line: line('contact'),
    identity_line: line('identity'),
    real_sites: line('real_sites'),
    change_password: line('change_password'),
    password_rules: line('password_rules'),
    mail_settings: line('mail_settings'),
  };
}

function bareFacts(academy: Academy, texts: Texts, locale: Language) {
  const { facts } = academy;
  const traits = traitsOf(academy);
  const support = facts.support?.value[locale] ?? texts.render(locale, 'unknown_support', {});
  const known = academy.id !== UNKNOWN_ACADEMY;
  return {
    academy_known: known ? 'yes' : 'no',
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
    // The domains of the unknown academy are there to recognise addresses by, not to send people to.
    domain: (known && academy.domains[0]) || NONE,
    ...contactValues(facts, locale),
    reset_proof: facts.resetProof?.value[locale] ?? NONE,
    // As text, like the port.
    password_length: String(facts.passwordRule?.value.minLength ?? NONE),
    password_mix: facts.passwordRule?.value.mix[locale] ?? NONE,
    address_created: facts.addressCreation?.value[locale] ?? NONE,
    set_up_guided: facts.secondFactor?.value.guided ? 'yes' : 'no',
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

function contactValues({ contact }: Academy['facts'], locale: Language) {
  return {
    contact: contact ? 'known' : NONE,
    contact_page: contact?.value.page ?? NONE,
    contact_phone: contact?.value.phone ?? NONE,
    contact_hours: contact?.value.hours?.[locale] ?? NONE,
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
    // At the beginning of a sentence, and inside of one.
    identifier_help: help.charAt(0).toUpperCase() + help.slice(1),
    identifier_helper: help,
    imap_host: imap?.host ?? NONE,
    // As text: a number would be formatted (“1 000”).
    imap_port: imap?.port ? String(imap.port) : NONE,
    smtp_host: smtp?.host ?? NONE,
    smtp_ports: smtp?.ports?.[locale] ?? NONE,
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

const monthOptions = { month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
const months = {
  fr: new Intl.DateTimeFormat('fr-FR', monthOptions),
  en: new Intl.DateTimeFormat('en-GB', monthOptions),
} satisfies Record<Language, Intl.DateTimeFormat>;

/** `2026-11` as “novembre 2026”. */
export function monthInWords(month: string, locale: Language): string {
  return months[locale].format(Date.parse(`${month}-01`));
}

/** The times of a turn are few, and a minute is said many times. */
const times = new Map<string, string>();
const MAX_TIMES = 1000;

function clock(at: number, locale: Language): string {
  const minute = `${locale} ${Math.floor(at / MINUTE)}`;
  const known = times.get(minute);
  if (known) return known;
  if (times.size >= MAX_TIMES) times.clear();
  const time = wordTime(clocks[locale].format(at), locale);
  times.set(minute, time);
  return time;
}

/** French writes 8 h 30 and 8 h. */
function wordTime(time: string, locale: Language): string {
  if (locale !== 'fr') return time;
  const [hour = '', minute = ''] = time.split(':');
  return minute === '00' ? `${Number(hour)}\u00a0h` : `${Number(hour)}\u00a0h\u00a0${minute}`;
}

function dayAndClock(at: number, locale: Language): string {
  return `${days[locale].format(at)} ${locale === 'fr' ? 'à' : 'at'} ${clock(at, locale)}`;
}
