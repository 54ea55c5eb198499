/** How settings are written in the environment. A message says what was expected, with an example where that helps. */
import { z } from 'zod';
import { isLoopback } from '../http/loopback.ts';

/** `true` or `false`. */
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** An http address. */
export const address = z.url({
  protocol: /^https?$/,
  // What is no address goes into no further check, which would throw at it.
  abort: true,
  error: 'expected an address such as https://assistance.example.fr',
});

/** An https address; plain http on a loopback host only, where nobody else can read along. */
export const safeAddress = address.refine(
  (value) => value.startsWith('https:') || isLoopback(new URL(value).hostname),
  { message: 'expected https:// (plain http works on a loopback host only)' },
);

/** An address without a path. */
export const origin = address.refine((value) => new URL(value).origin === value, {
  message: 'expected an origin such as https://portail.example.fr, without a path',
});

/** A secret that is sent in a header. */
export const secret = z
  .string()
  .regex(/^[\x21-\x7e]{16,}$/, 'expected 16 or more letters, digits and signs, without spaces or accents');

/** Several in one variable, separated by commas; none where it is not set. */
export function list<Item extends z.ZodType<string, string>>(item: Item) {
  return z
    .string()
    .transform((value) =>
      value
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .pipe(z.array(item))
    .default([]);
}
