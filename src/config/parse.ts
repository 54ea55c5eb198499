/** How settings are written in the environment. A message says what was expected, with an example where that helps. */
import { z } from 'zod';
import { isLoopback } from '../http/loopback.ts';
import { toldLater } from '../terminal/told.ts';

/** `true` or `false`. */
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** An http address. */
export const address = z.url({
  protocol: /^https?$/,
  // What is no address goes into no further check, which would throw at it.
  abort: true,
  error: toldLater({
    en: 'expected an address such as https://assistance.example.fr',
    fr: 'attendu : une adresse telle que https://assistance.example.fr',
  }),
});

/** An https address; plain http on a loopback host only, where nobody else can read along. */
export const safeAddress = address.refine(
  (value) => value.startsWith('https:') || isLoopback(new URL(value).hostname),
  {
    error: toldLater({
      en: 'expected https:// (plain http works on a loopback host only)',
      fr: 'attendu : https:// (http n’est accepté que vers cette machine même)',
    }),
  },
);

/** An address without a path. */
export const origin = address.refine((value) => new URL(value).origin === value, {
  error: toldLater({
    en: 'expected an origin such as https://portail.example.fr, without a path',
    fr: 'attendu : une origine telle que https://portail.example.fr, sans chemin',
  }),
});

/** A secret that is sent in a header. */
export const secret = z.string().regex(/^[\x21-\x7e]{16,}$/, {
  error: toldLater({
    en: 'expected 16 or more letters, digits and signs, without spaces or accents',
    fr: 'attendu : au moins 16 lettres, chiffres et signes, sans espace ni accent',
  }),
});

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
