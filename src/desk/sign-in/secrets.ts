import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, as they go out: into a cookie or a link. */
export function createSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** The form in which a secret is stored, so that whoever reads the database cannot use it. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** The token that pages send with a change. Bound to the session, and no way back to its secret. */
export function csrfToken(secret: string): string {
  return hashSecret(`csrf:${secret}`);
}
