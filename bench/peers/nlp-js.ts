import { createRequire } from 'node:module';
import type { Contender, Pair } from './contender.ts';

/** The parts of `@nlpjs/basic` 4.27 that are used; it has no typings. */
interface Nlp {
  settings: { autoSave: boolean };
  addLanguage(language: string): void;
  addDocument(language: string, text: string, intent: string): void;
  train(): Promise<void>;
  process(
    language: string,
    text: string,
  ): Promise<{ intent: string; classifications: { intent: string; score: number }[] }>;
  toJSON(): unknown;
}
interface NlpJs {
  dockStart(settings: object): Promise<{ get(name: 'nlp'): Nlp }>;
}

/** nlp.js as its quick start uses it, without files; foreign is how low the score of its likeliest intent is. */
export async function trainNlpJs(pairs: readonly Pair[]): Promise<Contender> {
  const { dockStart } = createRequire(import.meta.url)('@nlpjs/basic') as NlpJs;
  const dock = await dockStart({
    settings: { nlp: { forceNER: false, autoSave: false, nlu: { log: false } } },
    use: ['Basic', 'LangEn'],
  });
  const nlp = dock.get('nlp');
  nlp.settings.autoSave = false;
  nlp.addLanguage('en');
  for (const [text, label] of pairs) nlp.addDocument('en', text, label);
  await nlp.train();
  return {
    understand: async (text) => {
      const { classifications } = await nlp.process('en', text);
      const best = classifications.find(({ intent }) => intent !== 'None');
      return {
        label: best?.intent ?? '',
        foreign: classifications[0]?.intent === 'None' ? 2 : 1 - (best?.score ?? 0),
      };
    },
    bytes: Buffer.byteLength(JSON.stringify(nlp.toJSON())),
  };
}
