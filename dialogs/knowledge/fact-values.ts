import type { Language } from '../../intents/text.ts';
import { type Academy, traitsOf, UNKNOWN_ACADEMY } from './academy.ts';
import type { Texts, Values } from './texts.ts';

/** Stands for a value that is not known; texts `select` on it. */
export const NONE = 'none';
/** Facts do not change while the service runs. */
const worded = new WeakMap<Texts, WeakMap<Academy, Map<Language, Values>>>();

/** What the academy’s facts are called in texts, worded once for each language. */
export function factValues(academy: Academy, texts: Texts, locale: Language): Values {
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
    iphone_settings: line('iphone_settings'),
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
    webmail: facts.webmail ? 'known' : NONE,
    webmail_name: facts.webmail?.value.name[locale] ?? texts.render(locale, 'unknown_webmail', {}),
    webmail_host: facts.webmail?.value.host ?? NONE,
    // The domains of the unknown academy are there to recognise addresses by, not to send people to.
    domain: (known && academy.domains[0]) || NONE,
    ...contactValues(facts, locale),
    reset_proof: facts.resetProof?.value[locale] ?? texts.render(locale, 'unknown_reset_proof', {}),
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
