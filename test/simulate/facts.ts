import type { Traits } from '../../dialogs/knowledge/academy.ts';
import type { Trouble } from '../../intents/labels.ts';
import { chance, pick, type Random } from './dice.ts';

/** What is so for a person and the bot cannot see. */
export interface Facts {
  readonly device: 'iphone' | 'android' | 'computer';
  readonly place: 'on_webmail' | 'in_mail_program' | 'on_national_platform';
  readonly secondFactor: 'yes' | 'no' | 'unsure';
  readonly recovery: 'yes' | 'no' | 'unsure';
  readonly stillIn: 'yes' | 'no';
  readonly papers: 'yes' | 'no';
  readonly oldPhone: 'yes' | 'no';
  readonly passwordRight: 'yes' | 'no';
  readonly certificate: 'certificate_refused' | 'certificate_accepted';
  readonly attempt: 'just_now' | 'wait_over';
  readonly symptom: 'code_missing' | 'new_phone' | 'security_key' | 'first_set_up' | 'factor_blocked';
  readonly missing: 'in_workspace' | 'between_devices' | 'never_came';
  /** Whether one of the devices reads by POP. */
  readonly usesPop: 'yes' | 'no' | 'unsure';
  readonly forwardTo: 'to_workspace' | 'to_personal';
  readonly accounts: 'two_accounts' | 'shared_computer';
  readonly incident: 'doubtful_message' | 'password_given' | 'account_misused';
}

const YES_OR_NO = ['yes', 'no'] as const;
const YES_NO_UNSURE = ['yes', 'yes', 'no', 'no', 'unsure'] as const;

/** Facts at random; those that end in an incident are the rarer ones. */
export function drawFacts(random: Random): Facts {
  return {
    device: pick(random, ['iphone', 'android', 'computer'] as const),
    place: pick(random, ['on_webmail', 'in_mail_program', 'on_national_platform'] as const),
    secondFactor: pick(random, YES_NO_UNSURE),
    recovery: pick(random, YES_NO_UNSURE),
    stillIn: pick(random, YES_OR_NO),
    papers: pick(random, YES_OR_NO),
    oldPhone: pick(random, YES_OR_NO),
    passwordRight: chance(random, 0.8) ? 'yes' : 'no',
    certificate: chance(random, 0.7) ? 'certificate_refused' : 'certificate_accepted',
    attempt: pick(random, ['just_now', 'wait_over'] as const),
    symptom: pick(random, [
      'code_missing',
      'new_phone',
      'security_key',
      'first_set_up',
      'factor_blocked',
    ] as const),
    missing: pick(random, ['in_workspace', 'between_devices', 'never_came'] as const),
    usesPop: pick(random, YES_NO_UNSURE),
    forwardTo: pick(random, ['to_workspace', 'to_personal'] as const),
    accounts: pick(random, ['two_accounts', 'shared_computer'] as const),
    incident: chance(random, 0.6)
      ? 'doubtful_message'
      : pick(random, ['password_given', 'account_misused'] as const),
  };
}

/** What a person answers to a question of the bot: the choice it comes to, and the phrasings that say it. */
export interface FactualAnswer {
  readonly choice: string;
  readonly phrasings: readonly string[];
}

function asked(name: string, value: string): FactualAnswer {
  if (value === 'unsure') return { choice: value, phrasings: ['dont_know'] };
  return { choice: value, phrasings: [`${name}.${value}`, `${name}.${value}`, value] };
}

const alone = (choice: string): FactualAnswer => ({ choice, phrasings: [choice] });

/** The questions of the flows, by message key, and what the facts answer. */
export const QUESTIONS: Readonly<Record<string, (facts: Facts, cure: string | null) => FactualAnswer>> = {
  // A test rather than a cure: there the page shows if saved data are in its way.
  'browser_blocked.private_window': (_facts, cure) =>
    asked('private_window', cure === 'browser_blocked.cache' ? 'yes' : 'no'),
  'reset.second_factor': ({ secondFactor }) => asked('second_factor', secondFactor),
  'reset.recovery': ({ recovery }) => asked('recovery', recovery),
  'password_expired.still_in': ({ stillIn }) => asked('still_in', stillIn),
  'account_locked.last_attempt': ({ attempt }) => alone(attempt),
  'account_activation.ready': ({ papers }) => asked('ready', papers),
  'certificate_warning.accepted': ({ certificate }) => alone(certificate),
  'identifier_format.place': ({ place }) => alone(place),
  'mail_client_setup.device': ({ device }) => alone(`on_${device}`),
  'mail_client_setup.credentials': ({ passwordRight }) => asked('credentials', passwordRight),
  'mail_client_setup.password': () => ({
    choice: 'trouble.password_forgotten',
    phrasings: ['trouble.password_forgotten'],
  }),
  'mail_forwarding.where_to': ({ forwardTo }) => alone(forwardTo),
  'mfa_reset.symptom': ({ symptom }) => alone(symptom),
  'mfa_reset.old_phone': ({ oldPhone }) => asked('old_phone', oldPhone),
  'missing_messages.where': ({ missing }) => alone(missing),
  'missing_messages.devices': ({ usesPop }) =>
    usesPop === 'unsure' ? asked('', usesPop) : { choice: usesPop, phrasings: [usesPop] },
  'multiple_accounts.which': ({ accounts }) => alone(accounts),
  'phishing_report.what': ({ incident }) => ({
    choice: incident,
    phrasings: [
      {
        doubtful_message: 'doubtful_message',
        password_given: 'safety.secret_given',
        account_misused: 'safety.spam_sent',
      }[incident],
    ],
  }),
};

/** The remedies and explanations that can be the right one for a trouble, given the facts; none where only people help. */
export function curesOf(trouble: Trouble, facts: Facts, traits: Traits): readonly string[] {
  const known = traits.secondFactor === 'known';
  switch (trouble) {
    case 'password_expired':
      if (traits.reset === 'support') return facts.stillIn === 'yes' ? ['password_expired.change'] : [];
      return resetCures(facts, traits);
    case 'password_forgotten':
      return resetCures(facts, traits);
    case 'mfa_reset':
      return {
        code_missing: ['mfa_reset.code_missing', 'mfa_reset.clock'],
        new_phone: known && facts.oldPhone === 'yes' ? ['mfa_reset.move'] : [],
        security_key: ['mfa_reset.security_key'],
        first_set_up: known ? ['mfa_reset.set_up'] : [],
        factor_blocked: [],
      }[facts.symptom];
    case 'account_locked':
      return ['account_locked.retry'];
    case 'certificate_warning':
      if (facts.certificate === 'certificate_accepted') return [];
      return ['clock', 'address', 'network', 'updates'].map((remedy) => `certificate_warning.${remedy}`);
    case 'identifier_format':
      return identifierCures(facts, traits).map((remedy) => `identifier_format.${remedy}`);
    case 'account_activation':
      return facts.papers === 'yes' ? ['account_activation.sign_in'] : ['account_activation.missing'];
    case 'mail_client_setup':
      return facts.passwordRight === 'yes'
        ? [`${facts.device}_settings`, facts.device, 'retype'].map((remedy) => `mail_client_setup.${remedy}`)
        : [];
    case 'browser_blocked':
      return ['cache', 'extensions', 'browser', 'clock'].map((remedy) => `browser_blocked.${remedy}`);
    case 'portal_slow':
      return ['portal_slow.wait', 'portal_slow.mail_program'];
    case 'wrong_portal':
      return ['wrong_portal.which', 'wrong_portal.ask_administration'];
    case 'missing_messages':
      return {
        in_workspace: ['missing_messages.workspace'],
        between_devices: {
          yes: ['missing_messages.recreate'],
          no: ['missing_messages.folders'],
          unsure: [],
        }[facts.usesPop],
        never_came: ['missing_messages.folders'],
      }[facts.missing];
    case 'mail_forwarding':
      if (facts.forwardTo === 'to_personal') return ['mail_forwarding.personal'];
      return traits.workspace === 'known' ? ['mail_forwarding.rule'] : [];
    case 'session_expired':
      return ['session_expired.reload', 'session_expired.cookies'];
    case 'phishing_report':
      return facts.incident === 'doubtful_message'
        ? ['phishing_report.doubtful', 'phishing_report.explained']
        : [];
    case 'recovery_update':
      return [known ? 'recovery_update.change' : 'recovery_update.general'];
    case 'multiple_accounts':
      return [`multiple_accounts.${facts.accounts}`];
    case 'signature_setup':
      return ['signature_setup.set_up'];
  }
}

function resetCures({ secondFactor, recovery }: Facts, { reset }: Traits): string[] {
  if (reset === 'portal') return secondFactor === 'yes' ? [] : ['reset.portal'];
  if (reset === 'sign_in_page') return recovery === 'no' ? [] : ['reset.sign_in_page'];
  return reset === 'unknown' ? ['reset.general'] : [];
}

function identifierCures({ place }: Facts, { identifiers }: Traits): string[] {
  if (place === 'in_mail_program') return ['mail_program'];
  if (place === 'on_national_platform') return ['national_platform'];
  if (identifiers === 'unknown') return ['general'];
  return identifiers === 'several' ? ['first_form', 'second_form'] : ['first_form'];
}

/** Whether an opening fits the facts: nobody with a phone asks about Thunderbird on a computer. */
export function fits(trouble: Trouble, { device }: Facts): (line: string) => boolean {
  if (trouble !== 'mail_client_setup') return () => true;
  return device === 'computer'
    ? (line) => !/t[eé]l|phone|app/i.test(line)
    : (line) => !/thunderbird|outlook|logiciel|program/i.test(line);
}
