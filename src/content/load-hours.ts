import { join } from 'node:path';
import { createHours, type Hours } from '../../dialogs/knowledge/hours/hours.ts';
import { hoursSchema, schoolHolidaysSchema } from '../../dialogs/knowledge/hours/schema.ts';
import { KNOWLEDGE, readYamlFile, readYamlFiles } from './yaml.ts';

/** Reads the opening hours of all academies and the school holidays. Throws `ContentError` on a file that does not fit. */
export function loadHours(directory = join(KNOWLEDGE, 'hours')): Hours {
  const files = readYamlFiles(join(directory, 'academies'), hoursSchema).map(({ content }) => content);
  const { holidays } = readYamlFile(join(directory, 'school-holidays.yaml'), schoolHolidaysSchema);
  return createHours(files, holidays);
}
