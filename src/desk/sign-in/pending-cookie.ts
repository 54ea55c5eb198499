import { EncryptJWT, jwtDecrypt } from 'jose';
import { z } from 'zod';
import type { Pending } from './oidc.ts';

/** Seconds for a sign-in at the issuer, second factor included. */
export const PENDING_SECONDS = 600;

const pendingSchema = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() });

/** Seals what a sign-in has to remember into a cookie's value, which nobody can read or make; `key` is 32 bytes in base64. */
export async function sealPending(pending: Pending, key: string): Promise<string> {
  return new EncryptJWT({ ...pending })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setExpirationTime(`${PENDING_SECONDS}s`)
    .encrypt(Buffer.from(key, 'base64'));
}

/** What a cookie's value holds; nothing where it is missing, forged or over. */
export async function openPending(value: string | undefined, key: string): Promise<Pending | undefined> {
  if (!value) return undefined;
  try {
    const { payload } = await jwtDecrypt(value, Buffer.from(key, 'base64'));
    return pendingSchema.parse(payload);
  } catch {
    return undefined;
  }
}
