/** Why somebody is not let in; each has a text `sign_in.<reason>` in both languages. */
export type SignInReason = 'unavailable' | 'failed' | 'no_role' | 'no_academy' | 'disabled' | 'link_over';

const STATUS: Record<SignInReason, number> = {
  unavailable: 503,
  failed: 401,
  no_role: 403,
  no_academy: 403,
  disabled: 403,
  link_over: 404,
};

/** Somebody is not let in; `status` is that of HTTP. */
export class SignInError extends Error {
  readonly code: string;
  readonly reason: SignInReason;
  readonly status: number;
  constructor(reason: SignInReason, options?: ErrorOptions) {
    super(`sign-in: ${reason}`, options);
    this.reason = reason;
    this.code = `sign_in.${reason}`;
    this.status = STATUS[reason];
  }
}
