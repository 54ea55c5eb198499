/**
 * Tools for whoever carries on with the classifier.
 *
 * `intents classify` reads JSON lines {"text", "locale"?} and writes what the bot understands, in the same order.
 * `intents explain` does the same with the reasons: language, tokens, the features that speak most for each label.
 * `intents evaluate --train F --test F [--language en|fr]` trains on one file of {"text", "label"} lines and measures on
 * another; with `--confusions` it adds the pairs of labels taken for one another.
 */
import { createReadStream, existsSync } from 'node:fs';
import { z } from 'zod';
import { createActReader } from '../../dialogs/interpret/acts.ts';
import { priorsOf } from '../../dialogs/interpret/candidates.ts';
import { homesOf } from '../../dialogs/knowledge/answers.ts';
import { score } from '../../intents/engine/classifier.ts';
import { explain } from '../../intents/engine/explain.ts';
import { writeClassifiers } from '../../intents/engine/model-file.ts';
import { trainClassifier } from '../../intents/engine/train.ts';
import { evaluate, findConfusions, type Prediction } from '../../intents/evaluate.ts';
import { findLanguage } from '../../intents/find-language.ts';
import { OUT_OF_SCOPE } from '../../intents/labels.ts';
import { createReader, type Models } from '../../intents/reader.ts';
import { buildHomes } from '../../intents/taxonomy.ts';
import { LANGUAGES, type Language, tokenize } from '../../intents/text.ts';
import { createUnderstand, REFUSE_ABOVE, type Understand } from '../../intents/understand.ts';
import { loadKnowledge } from '../content/load.ts';
import { loadRedactionWords } from '../content/load-words.ts';
import { loadModels } from '../content/models.ts';
import { redact } from '../redaction/redact.ts';
import { readJsonLines, writeJsonLine } from './json-lines.ts';
import { readArguments, runCommand, UsageError } from './run.ts';

const utterance = z.looseObject({ text: z.string(), locale: z.enum(LANGUAGES).optional() });
const example = z.looseObject({ text: z.string(), label: z.string().min(1) });
/** Nothing has been asked, and no trouble is at hand. */
const OPENING = { meta: undefined, offers: [], trouble: null, inFlow: false, urgent: false, topic: null };
/** Labels and reasons that `explain` shows of each utterance. */
const EXPLAINED = 3;
const REASONS = 8;
const USAGE =
  'Usage: intents classify | explain < lines.jsonl\n       intents evaluate --train F --test F [--language en|fr] [--confusions]';

await runCommand(async () => {
  loadRedactionWords();
  const { values, positionals } = readArguments(
    {
      allowPositionals: true,
      options: {
        train: { type: 'string' },
        test: { type: 'string' },
        language: { type: 'string' },
        confusions: { type: 'boolean', default: false },
      },
    },
    USAGE,
  );
  const [command] = positionals;
  if (command === 'classify') return classify();
  if (command === 'explain') return explainAll();
  if (command === 'evaluate' && values.train && values.test) {
    return measure(values.train, values.test, givenLanguage(values.language), values.confusions);
  }
  throw new UsageError(USAGE);
});

function givenLanguage(name: string | undefined): Language | undefined {
  const language = findLanguage(name);
  if (name !== undefined && !language) throw new UsageError(`--language: expected ${LANGUAGES.join(' or ')}`);
  return language;
}

async function classify(): Promise<void> {
  const understand = openUnderstand(await loadModels());
  for await (const { text, locale } of readJsonLines(process.stdin, utterance)) {
    const safe = redact(text).text;
    const { label, confidence, topic, language, entities, ranking } = understand(safe, {
      ...(locale && { locale }),
    });
    writeJsonLine({ text: safe, label, confidence, ...(topic && { topic }), language, entities, ranking });
  }
}

function openUnderstand(models: Models): Understand {
  const { academies, answers } = loadKnowledge();
  return createUnderstand(createReader(models, [...academies.values()]), buildHomes(homesOf(answers)));
}

/** What the reader sees in each line as the first words of a conversation: clauses, acts, candidates, and why. */
async function explainAll(): Promise<void> {
  const models = await loadModels();
  const { academies, answers } = loadKnowledge();
  const homes = buildHomes(homesOf(answers));
  const reader = createReader(models, [...academies.values()]);
  const understand = createUnderstand(reader, homes);
  const actReader = createActReader(reader, homes);
  const priors = priorsOf(reader.labels, { ...OPENING, homes });
  for await (const { text, locale } of readJsonLines(process.stdin, utterance)) {
    const safe = redact(text).text;
    const { language, languageConfidence, ranking, refusal, unsure } = understand(safe, {
      ...(locale && { locale }),
    });
    const labels = ranking.slice(0, EXPLAINED).map(({ label, confidence }) => ({
      label,
      confidence,
      reasons: explain(models.intent, safe, language, label).slice(0, REASONS),
    }));
    const reading = reader.read(safe);
    const { acts, candidates } = actReader.read(reading, priors);
    writeJsonLine({
      text: safe,
      clauses: reading.clauses.map((clause) => clause.text),
      acts,
      candidates: candidates.map(({ label, confidence, support }) => ({
        label,
        confidence,
        support,
        logit: reading.whole.scores[reader.labels.indexOf(label)],
        prior: priors[reader.labels.indexOf(label)],
      })),
      language,
      languageConfidence,
      tokens: tokenize(safe),
      refusal,
      unsure,
      labels,
    });
  }
}

async function measure(train: string, test: string, language: Language | undefined, confusions: boolean) {
  const tell = await languageOf(language);
  const started = performance.now();
  const model = trainClassifier(
    (await readExamples(train)).map((entry) => ({ ...entry, language: tell(entry.text) })),
  );
  const seconds = (performance.now() - started) / 1000;
  const lines = await readExamples(test);
  const times: number[] = [];
  const outcomes = lines.map(({ text, label }): Prediction & { refused: boolean } => {
    const began = performance.now();
    const { ranking, refusal } = score(model, text, tell(text));
    times.push((performance.now() - began) * 1000);
    const predicted = ranking[0]?.label ?? OUT_OF_SCOPE;
    const confidence = ranking[0]?.confidence ?? 0;
    return { text, label, predicted, confidence, refused: refusal > REFUSE_ABOVE };
  });
  const refusing = evaluate(
    outcomes.map((outcome) => (outcome.refused ? { ...outcome, predicted: OUT_OF_SCOPE } : outcome)),
  );
  writeJsonLine({
    ...evaluate(outcomes),
    // With refusal by the score as well as by a trained label: files need not have out-of-scope lines to learn from.
    accuracy_refusing: refusing.accuracy,
    out_of_scope_recall: refusing.out_of_scope_recall,
    in_scope_refused: refusing.in_scope_refused,
    seconds,
    bytes: writeClassifiers([model]).byteLength,
    microseconds: times.sort((a, b) => a - b)[times.length >> 1] ?? 0,
    ...(confusions && { confusions: findConfusions(outcomes) }),
  });
}

async function readExamples(path: string) {
  const examples: z.infer<typeof example>[] = [];
  for await (const line of readJsonLines(openFile(path), example)) examples.push(line);
  return examples;
}

function openFile(path: string) {
  if (!existsSync(path)) throw new UsageError(`${path}: there is no such file`);
  return createReadStream(path);
}

/** How the language of a line is told: as given, or by the product's own model. */
async function languageOf(given: Language | undefined): Promise<(text: string) => Language> {
  if (given) return () => given;
  const understand = openUnderstand(await loadModels());
  return (text) => understand(text).language;
}
