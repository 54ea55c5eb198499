import { createHours, type Hours } from '../../dialogs/knowledge/hours/hours.ts';
import { hoursSchema, schoolHolidaysSchema } from '../../dialogs/knowledge/hours/schema.ts';
import { type ContentSource, contentIn, contentOf, KNOWLEDGE, readContentFiles } from './files.ts';

/** Reads the opening hours of all academies and the school holidays. Throws `ContentError` on a file that does not fit. */
export function loadHours(directory = KNOWLEDGE): Hours {
  return buildHours(readContentFiles(directory, 'hours'));
}

/** The same out of files that are read already. */
export function buildHours(source: ContentSource): Hours {
  const files = contentIn(source, 'hours/academies', hoursSchema).map(({ content }) => content);
  const { holidays } = contentOf(source, 'hours/school-holidays.yaml', schoolHolidaysSchema);
  return createHours(files, holidays);
}
