import { createHash } from 'node:crypto';
import { examplesOf, homesOf } from '../../dialogs/knowledge/answers.ts';
import type { Knowledge } from '../../dialogs/knowledge/values.ts';

/** The key of the models that some content is best read by: that of the files' models, where it teaches nothing else. */
export type ModelKey = (knowledge: Pick<Knowledge, 'answers'>) => string;

/** Keys over the files' models (`base`) and what the files teach; the same content has the same key everywhere. */
export function createModelKey(base: string, files: Pick<Knowledge, 'answers'>): ModelKey {
  const own = taught(files);
  return (knowledge) => {
    const wanted = taught(knowledge);
    if (wanted === own) return base;
    return createHash('sha256').update(`${base}\n${wanted}`).digest('hex').slice(0, 16);
  };
}

function taught({ answers }: Pick<Knowledge, 'answers'>): string {
  return JSON.stringify([examplesOf(answers), [...homesOf(answers)]]);
}
