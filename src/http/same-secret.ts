import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether what a caller gives is a secret, compared in constant time. */
export function isSameSecret(given: string, secret: string): boolean {
  return timingSafeEqual(digest(given), digest(secret));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
