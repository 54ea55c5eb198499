/**
 * What a secret is. The bot says only that something was hidden, and whether it was a secret or a `personal` detail that was not asked
 * for; which kind, it does not say.
 */
const KINDS = {
  password: { personal: false },
  numen: { personal: false },
  one_time_code: { personal: false },
  /** Recovery codes, and the seed of an authenticator. */
  recovery_code: { personal: false },
  /** What a browser or a program signs in with: tokens, cookies, keys. */
  access_token: { personal: false },
  secret_answer: { personal: false },
  identity_document: { personal: false },
  payment_card: { personal: true },
  phone_number: { personal: true },
  email_address: { personal: true },
  social_security_number: { personal: true },
  iban: { personal: true },
} as const satisfies Record<string, { readonly personal: boolean }>;

export type SecretKind = keyof typeof KINDS;

/** Whether a kind is a personal detail, which support does not need, and not a secret that opens a door. */
export function isPersonal(kind: SecretKind): boolean {
  return KINDS[kind].personal;
}
