/** What a secret is, so that the bot can tell the user what it has hidden. */
export type SecretKind =
  | 'password'
  | 'numen'
  | 'one_time_code'
  | 'phone_number'
  | 'email_address'
  | 'social_security_number'
  | 'iban'
  | 'identity_document';
