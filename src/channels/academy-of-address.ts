import { type Academies, UNKNOWN_ACADEMY } from '../../dialogs/knowledge/academy.ts';

/** The academy whose domain an address is in (`…@ac-lyon.fr`, `…@etu.ac-lyon.fr`). */
export function academyOfAddress(address: string, academies: Academies): string | undefined {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  const own = [...academies.values()].find(
    ({ id, domains }) =>
      id !== UNKNOWN_ACADEMY && domains.some((name) => domain === name || domain.endsWith(`.${name}`)),
  );
  return own?.id;
}
