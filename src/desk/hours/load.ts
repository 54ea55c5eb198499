import { join } from 'node:path';
import { readYamlFile, readYamlFiles } from '../../content/load.ts';
import { createHours, type Hours } from './hours.ts';
import { hoursSchema, schoolHolidaysSchema } from './schema.ts';

/** Reads the opening hours of all academies and the school holidays. Throws `ContentError` on a file that does not fit. */
export function loadHours(directory = import.meta.dirname): Hours {
  const files = readYamlFiles(join(directory, 'academies'), hoursSchema).map(({ content }) => content);
  const { holidays } = readYamlFile(join(directory, 'school-holidays.yaml'), schoolHolidaysSchema);
  return createHours(files, holidays);
}
