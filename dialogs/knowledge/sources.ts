import { z } from 'zod';
import type { Language } from '../../intents/text.ts';

/** What facts and answers name a document by. */
export const sourceId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected a name in lower case, such as note-paris-2026');
const localized = z.strictObject({ fr: z.string().min(1), en: z.string().min(1) });

/** A document that facts come from. */
export const sourceSchema = z.strictObject({
  /** As people speak of it. */
  title: localized,
  issuer: localized.optional(),
  /** When it was published, where it says so: `2026-01-10`, or `2026`. */
  date: z
    .string()
    .regex(
      /^\d{4}(-(0[1-9]|1[0-2])(-([0-2]\d|3[01]))?)?$/,
      'expected a date such as 2026-11-02, a month or a year',
    )
    .optional(),
  /** The page that it is on, without `https://`. */
  address: z
    .string()
    .regex(
      /^([a-z0-9-]+\.)+[a-z]{2,}(\/\S*)?$/,
      'expected a page without https://, such as www.ac-paris.fr/aide',
    )
    .optional(),
});

/** All documents by id, as the file `sources.yaml` holds them. */
export const sourcesSchema = z.record(sourceId, sourceSchema).default({});
export type Sources = z.infer<typeof sourcesSchema>;

/** The texts `document.<id>` of a language. */
export function titlesOf(sources: Sources, locale: Language): Record<string, string> {
  return Object.fromEntries(
    Object.entries(sources).map(([id, { title }]) => [id.replaceAll('-', '_'), title[locale]]),
  );
}
