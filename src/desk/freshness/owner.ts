import type { Academy } from '../../../dialogs/knowledge/academy.ts';
import type { PerAcademy } from '../../config/per-academy.ts';

/**
 * The address of who answers for an academy's facts: as the settings name the academy (`FACTS_OWNER`), as its file does, or as the settings
 * have it for all others; none where nobody is named.
 */
export function ownerAddress({ id, owner }: Academy, settings: PerAcademy | undefined): string | undefined {
  return settings?.get(id) ?? owner?.email ?? settings?.get('*');
}
