import { z } from 'zod';
import { cleanText } from '../../../http/clean-text.ts';

/** Words on one line, as a title and a reason are. */
export const oneLine = (longest: number) =>
  z.string().transform(cleanText).pipe(z.string().trim().min(1).max(longest));
