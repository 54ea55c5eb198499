import { z } from 'zod';

/**
 * An id, key or name of a group as it comes from outside, of so many characters at most: without control characters, which no
 * database takes alike (PostgreSQL refuses NUL), and without halves of characters, which would become another id.
 */
export function identifier(longest: number) {
  return z
    .string()
    .min(1)
    .max(longest)
    .regex(/^\P{Cc}*$/u, 'expected no control characters')
    .refine((text) => text.isWellFormed(), 'expected whole characters');
}
