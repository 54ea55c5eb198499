import { z } from 'zod';
import type { Entities } from '../../intents/entities.ts';

const DEVICES = ['iphone', 'android', 'phone', 'computer'] as const;
const PLACES = ['webmail', 'program', 'national'] as const;

/**
 * What a person has told about their situation, in any words or by any button: kept over troubles and days, corrected by
 * what is said later, and never asked again. An absent slot has not been told.
 */
export const slotsSchema = z.strictObject({
  device: z.enum(DEVICES).optional(),
  program: z.string().optional(),
  browser: z.string().optional(),
  /** Where they sign in or type: the web page, a mail program, or the ministry's platform. */
  place: z.enum(PLACES).optional(),
  /** Whether something in the browser may keep parts of a page from loading. */
  blocker: z.string().optional(),
  /** A network that others run. */
  network: z.string().optional(),
  /** Reading or sending, where a question is about one of them. */
  direction: z.enum(['incoming', 'outgoing']).optional(),
  secondFactor: z.enum(['on', 'off']).optional(),
  /** Recovery phone or address. */
  recovery: z.enum(['registered', 'none', 'outdated']).optional(),
  /** Who else has the trouble. */
  others: z.enum(['everyone', 'me']).optional(),
  password: z.enum(['right', 'expired']).optional(),
  /** Whether several tries have failed already. */
  attempts: z.enum(['many']).optional(),
  deadline: z.literal(true).optional(),
  /** What happened to an account that may be in strange hands. */
  incident: z.enum(['password_given', 'account_misused']).optional(),
  /** Whether the phone or number of the second factor that is to be replaced can still be used. */
  oldPhone: z.enum(['works', 'gone']).optional(),
  /** Whether the page shows in a private window. */
  privateWindow: z.literal('works').optional(),
  /** Whether the password has been changed since it may have been in other hands. */
  changedPassword: z.literal('yes').optional(),
  /** What became of the phone of the second factor. */
  phone: z.enum(['stolen']).optional(),
  /** Whether the account is on the device or in the program already, where mail is set up. */
  account: z.literal('set_up').optional(),
  /** Whether they went past a certificate warning. */
  certificate: z.enum(['accepted', 'refused']).optional(),
  /** Families of remedies that they have tried, in the order in which they told. */
  tried: z.array(z.string()).optional(),
});

export type Slots = z.infer<typeof slotsSchema>;

/** The slots that a label of the kind `state` fills. */
const OF_STATE: Readonly<Record<string, Slots>> = {
  second_factor_on: { secondFactor: 'on' },
  second_factor_off: { secondFactor: 'off' },
  recovery_registered: { recovery: 'registered' },
  no_recovery: { recovery: 'none' },
  recovery_outdated: { recovery: 'outdated' },
  password_right: { password: 'right' },
  password_expired_told: { password: 'expired' },
  many_attempts: { attempts: 'many' },
  only_me: { others: 'me' },
  everyone: { others: 'everyone' },
  deadline: { deadline: true },
  old_phone_works: { oldPhone: 'works' },
  old_phone_gone: { oldPhone: 'gone' },
  works_in_private: { privateWindow: 'works' },
  password_changed: { changedPassword: 'yes' },
  account_set_up: { account: 'set_up' },
};

/** The slots that a label of the kind `state` fills; none where it tells of something else, such as a time. */
export function slotsOfState(id: string): Slots {
  return OF_STATE[id] ?? {};
}

const DEVICE_OF: Readonly<Record<string, Slots['device']>> = {
  iphone: 'iphone',
  ipad: 'iphone',
  android: 'android',
  phone: 'phone',
  mac: 'computer',
  chromebook: 'computer',
  computer: 'computer',
};
/** Programs that run on one kind of device. */
const DEVICE_OF_PROGRAM: Readonly<Record<string, Slots['device']>> = {
  thunderbird: 'computer',
  k9: 'android',
  ios_mail: 'iphone',
};

/** The slots that the names in a message fill. */
export function slotsOfEntities({
  device,
  mailClient,
  browser,
  blocker,
  network,
  academy,
  webmail,
  direction,
}: Entities): Slots {
  const kind = DEVICE_OF[device ?? ''] ?? DEVICE_OF_PROGRAM[mailClient ?? ''];
  return {
    ...(kind && { device: kind }),
    ...(mailClient && { program: mailClient }),
    ...(browser && { browser }),
    ...(blocker && { blocker }),
    ...(network && { network }),
    ...(mailClient && { place: 'program' as const }),
    ...(webmail && { place: 'webmail' as const }),
    ...(academy === 'national' && { place: 'national' as const }),
    ...(direction && { direction }),
  };
}

/** The slots that a warning fills. */
const OF_SAFETY: Readonly<Record<string, Slots>> = {
  secret_given: { incident: 'password_given' },
  changed_by_other: { incident: 'account_misused' },
  spam_sent: { incident: 'account_misused' },
  certificate_accepted: { certificate: 'accepted' },
  phone_stolen: { phone: 'stolen' },
};

/** The slots that a label of the kind `safety` fills. */
export function slotsOfSafety(id: string): Slots {
  return OF_SAFETY[id] ?? {};
}

/** Slots with what was told later; remedies that were tried add up. */
export function mergeSlots(before: Slots, told: Slots): Slots {
  const tried = [...new Set([...(before.tried ?? []), ...(told.tried ?? [])])];
  // An account is on one device: of another one nothing has been told.
  const moved = before.device !== undefined && told.device !== undefined && told.device !== before.device;
  return { ...before, ...(moved && { account: undefined }), ...told, ...(tried.length > 0 && { tried }) };
}

/** Whether nothing has changed that an answer may depend on; what was tried meanwhile changes none. */
export function isSameSituation({ tried: _, ...before }: Slots, { tried: __, ...now }: Slots): boolean {
  return Object.entries({ ...before, ...now }).every(
    ([slot]) => before[slot as keyof typeof before] === now[slot as keyof typeof now],
  );
}
