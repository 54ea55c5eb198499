export type SecretKind =
  | 'password'
  | 'numen'
  | 'one_time_code'
  | 'phone_number'
  | 'email_address'
  | 'social_security_number'
  | 'iban'
  | 'identity_document';
export interface Redaction {
  readonly text: string;
  readonly found: readonly SecretKind[];
}
export function redact(text: string): Redaction {
  return { text, found: [] };
}
