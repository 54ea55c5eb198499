import { z } from 'zod';
import { told } from '../terminal/told.ts';

/** Values by academy id; `*` is that of all others. */
export type PerAcademy = ReadonlyMap<string, string>;

const OTHERS = '*';

/**
 * A setting that may differ between academies: `value` for all, or `paris=…,lyon=…,*=…`. The part for all others has to be
 * there: a person may come from anywhere.
 */
export function perAcademy(value: z.ZodType<string>, example: string) {
  return z.string().transform((text, context): PerAcademy => {
    const parts = text.split(',').map((part) => part.trim());
    const entries = parts.filter(Boolean).map((part): [string, string] => {
      const [, academy, rest] = /^([a-z-]+|\*)\s*=\s*(.*)$/.exec(part) ?? [];
      return academy !== undefined && rest !== undefined ? [academy, rest] : [OTHERS, part];
    });
    const complain = (en: string, fr: string) => {
      const message = told({ en: `${en}, such as ${example}`, fr: `${fr}, par exemple ${example}` });
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    for (const [academy, rest] of entries) {
      if (!value.safeParse(rest).success)
        return complain(
          `“${academy}=” has no valid value: expected values`,
          `« ${academy}= » n’a pas de valeur valable : attendu, des valeurs`,
        );
      if (entries.filter(([other]) => other === academy).length > 1)
        return complain(
          `“${academy}=” is there twice: expected one value an academy`,
          `« ${academy}= » figure deux fois : attendu, une valeur par académie`,
        );
    }
    const map = new Map(entries);
    return map.has(OTHERS)
      ? map
      : complain(
          'expected a value for all other academies too',
          'attendu : une valeur aussi pour toutes les autres académies',
        );
  });
}

/** The value for an academy. Throws where there is none, which `perAcademy` does not let happen. */
export function valueFor(values: PerAcademy, academy: string | null): string {
  const value = values.get(academy ?? OTHERS) ?? values.get(OTHERS);
  if (value === undefined) throw new Error('no value for all other academies');
  return value;
}

/** The academies that a setting names besides `*`. */
export function namedAcademies(values: PerAcademy): string[] {
  return [...values.keys()].filter((academy) => academy !== OTHERS);
}
