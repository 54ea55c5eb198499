import {
  type Answer,
  type AnswerFile,
  type Answers,
  answerSchema,
  examplesOf,
  type FollowUps,
  followUpsSchema,
  homesOf,
} from '../../dialogs/knowledge/answers.ts';
import type { LocaleFiles } from '../../dialogs/knowledge/texts.ts';
import { buildHomes, type Homes } from '../../intents/taxonomy.ts';
import type { Language } from '../../intents/text.ts';
import { type ContentSource, contentIn, KNOWLEDGE, readContentFiles } from './files.ts';
import { ContentError } from './refusal.ts';

/** What the answer files hold: the answers, and their wording as a locale file of each language. */
export interface LoadedAnswers {
  readonly answers: Answers;
  readonly wording: Readonly<Record<Language, LocaleFiles[string]>>;
}

/** Checks the answers. Throws `ContentError` on a file that does not fit, or that follows to no answer. */
export function buildAnswers(source: ContentSource): LoadedAnswers {
  const files = contentIn(source, 'answers', answerSchema);
  const answers = new Map(files.map(({ name, content }) => [name, answerOf(name, content)]));
  for (const { id, follow, within } of answers.values())
    checkAnswers(answers, `answers/${id}.yaml`, Object.values({ ...follow, ...within }));
  return { answers, wording: { fr: wordingOf(files, 'fr'), en: wordingOf(files, 'en') } };
}

/** Checks what follow-up questions lead to. Throws `ContentError` where there is no such answer. */
export function buildFollowUps(source: ContentSource, answers: Answers): FollowUps {
  const entries = contentIn(source, 'follow-ups', followUpsSchema).flatMap(({ name, content }) =>
    Object.entries(content).map(([key, aspects]) => {
      checkAnswers(answers, `follow-ups/${name}.yaml`, Object.values(aspects));
      return [key === 'all' ? name : name === 'talk' ? key : `${name}.${key}`, aspects] as const;
    }),
  );
  return Object.fromEntries(entries);
}

/** The questions that stand in the answers' own files. */
export function loadExamples(directory = KNOWLEDGE): ReturnType<typeof examplesOf> {
  return examplesOf(buildAnswers(readContentFiles(directory, 'answers')).answers);
}

/** The label of the taxonomy that each narrower one counts as. */
export function loadHomes(directory = KNOWLEDGE): Homes {
  return buildHomes(homesOf(buildAnswers(readContentFiles(directory, 'answers')).answers));
}

function answerOf(id: string, { fr, en: _en, ...rest }: AnswerFile): Answer {
  const values = [...fr.long.matchAll(/\{\s*([a-z_]+)\s*[,}]/g)].map(([, name = '']) => name);
  const varies = new Set(
    values.map((name) => (name.startsWith('slot_') ? name.slice('slot_'.length) : 'academy')),
  );
  return { id, ...rest, varies };
}

function wordingOf(files: readonly { name: string; content: AnswerFile }[], language: Language) {
  return Object.fromEntries(files.map(({ name, content }) => [name, { ...content[language] }]));
}

function checkAnswers(answers: Answers, file: string, ids: readonly (string | undefined)[]): void {
  const missing = ids.find((id) => id !== undefined && !answers.has(id));
  if (missing === undefined) return;
  const reason = { fr: `il n’y a pas de réponse « ${missing} »`, en: `there is no answer “${missing}”` };
  throw new ContentError(`${file}: ${reason.fr}\n    ${reason.en}`, {
    refusals: [{ file, path: [], key: missing, reason }],
  });
}
