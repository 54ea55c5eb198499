import { z } from 'zod';
import { LABELS, type Label, TROUBLES } from '../../intents/labels.ts';
import { LANGUAGES, type Language } from '../../intents/text.ts';
import { sourceId } from './sources.ts';

/** What a bare follow-up question can be about: "pourquoi ?", "comment ?", "et après ?". */
export const ASPECTS = [
  'why',
  'how',
  'how_long',
  'where',
  'who',
  'what',
  'serious',
  'next',
  'sure',
  'source',
  'loss',
] as const;
export type Aspect = (typeof ASPECTS)[number];

/** Characters of a title: it may stand on a button. */
const MAX_TITLE = 40;
const id = z.string().regex(/^[a-z][a-z0-9_]*$/);
const question = z.string().min(3).max(200);
const wording = z.strictObject({
  title: z.string().min(1).max(MAX_TITLE),
  /** The whole answer, in ICU MessageFormat over the facts of the academy that the question is about. */
  long: z.string().min(1),
  /** The same in a sentence or two, in other words: when it is asked again, or in the middle of a flow. */
  short: z.string().min(1),
});

/** An answer as its file holds it. */
export const answerSchema = z.strictObject({
  /** The label of the taxonomy that the question counts as. */
  about: z.enum(LABELS),
  /** The flow to propose after the answer. */
  offers: z.enum(TROUBLES).optional(),
  /** Set where the answer is worth nothing without the academy, so that it is asked first. */
  academy: z.literal('needed').optional(),
  /** Documents that the text rests on besides the academies' facts. */
  sources: z.array(sourceId).optional(),
  /** The answers that follow-up questions mean. */
  follow: z.partialRecord(z.enum(ASPECTS), id).optional(),
  /** The answer that stands for it where the conversation is about that trouble: "the username?" of an app is not that of a site. */
  within: z.partialRecord(z.enum(TROUBLES), id).optional(),
  /** Questions that it answers, as people put them, besides those of the corpus. */
  examples: z
    .strictObject({ fr: z.array(question), en: z.array(question) })
    .partial()
    .optional(),
  fr: wording,
  en: wording,
});

export type AnswerFile = z.infer<typeof answerSchema>;

/** What is known of an answer besides its wording. */
export interface Answer extends Omit<AnswerFile, Language> {
  readonly id: string;
  /** What its text goes by: `academy`, and slots. Another of these makes it another answer. */
  readonly varies: ReadonlySet<string>;
}

/** Answers by id. */
export type Answers = ReadonlyMap<string, Answer>;

/** What a remedy or question of a flow leads to when a person asks back; message key → aspect → id of an answer. */
export const followUpsSchema = z.record(z.string(), z.partialRecord(z.enum(ASPECTS), id));
export type FollowUps = z.infer<typeof followUpsSchema>;

/** The example questions of all answers. */
export function examplesOf(answers: Answers): { label: string; text: string; language: Language }[] {
  return [...answers].flatMap(([name, { examples = {} }]) =>
    LANGUAGES.flatMap((language) =>
      (examples[language] ?? []).map((text) => ({ label: `answer.${name}`, text, language })),
    ),
  );
}

/** The label of the taxonomy that each answer counts as. */
export function homesOf(answers: Answers): ReadonlyMap<string, Label> {
  return new Map([...answers].map(([name, { about }]) => [`answer.${name}`, about]));
}
