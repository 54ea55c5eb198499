import { createHours, type Hours } from '../../dialogs/knowledge/hours/hours.ts';
import { hoursSchema, schoolHolidaysSchema } from '../../dialogs/knowledge/hours/schema.ts';
import { type ContentSource, contentIn, contentOf, KNOWLEDGE, readContentFiles } from './files.ts';
import { ContentError } from './refusal.ts';

/** Reads the opening hours of all academies and the school holidays. Throws `ContentError` on a file that does not fit. */
export function loadHours(directory = KNOWLEDGE): Hours {
  return buildHours(readContentFiles(directory, 'hours'));
}

/** The same out of files that are read already. */
export function buildHours(source: ContentSource): Hours {
  const files = contentIn(source, 'hours/academies', hoursSchema).map(({ name, content }) => {
    if (content.academy !== name) throw ofAnother(name, content.academy);
    return content;
  });
  const { holidays } = contentOf(source, 'hours/school-holidays.yaml', schoolHolidaysSchema);
  return createHours(files, holidays);
}

/** Whoever may change the hours of one academy must not change those of another with them. */
function ofAnother(name: string, academy: string): ContentError {
  const file = `hours/academies/${name}.yaml`;
  const reason = {
    fr: `ce sont les horaires de « ${name} », pas de « ${academy} »`,
    en: `these are the hours of “${name}”, not of “${academy}”`,
  };
  const refusals = [{ file, path: ['academy'], key: 'academy', reason }];
  return new ContentError(`${file}: academy: ${reason.fr}\n    ${reason.en}`, { refusals });
}
