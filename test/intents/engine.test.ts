import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { score } from '../../intents/engine/classifier.ts';
import { explain } from '../../intents/engine/explain.ts';
import { findFeature, indexFeatures, namesOf } from '../../intents/engine/feature-index.ts';
import { readClassifiers, writeClassifiers } from '../../intents/engine/model-file.ts';
import { createRandom } from '../../intents/engine/random.ts';
import { collectSpellings, correct } from '../../intents/engine/spelling.ts';
import { type Example, type Taxonomy, trainClassifier } from '../../intents/engine/train.ts';
import { addTypo } from '../../intents/engine/typos.ts';
import { evaluate, findConfusions } from '../../intents/evaluate.ts';
import { fold, stem, tokenize } from '../../intents/text.ts';
import { loadModels } from '../../src/content/models.ts';
import { trainInThreads } from '../../src/content/train-in-threads.ts';
import { temporaryFolder } from '../helpers/app.ts';

const ROOT = join(import.meta.dirname, '../..');
const examples: Example[] = [
  ...['mot de passe expiré', 'mdp périmé', 'mon mot de passe a expiré', 'renouveler le mot de passe'].map(
    (text) => ({ text, label: 'password' }),
  ),
  ...['compte bloqué', 'mon compte est verrouillé', 'trop d’essais, bloqué', 'account locked'].map(
    (text) => ({ text, label: 'locked' }),
  ),
  ...['bonjour', 'salut', 'hello', 'bonsoir à tous'].map((text) => ({ text, label: 'greet' })),
].map((example) => ({ ...example, language: 'fr' }));

describe('the classifier', () => {
  it('learns, and gives the same model for the same examples', () => {
    const [first, second] = [trainClassifier(examples), trainClassifier(examples)];
    expect(score(first, 'mon mdp est périmé', 'fr').ranking[0]?.label).to.equal('password');
    expect(Buffer.from(writeClassifiers([first])).equals(writeClassifiers([second]))).to.equal(true);
  });

  it('is the same whether its networks are trained by threads or one after the other', async () => {
    const taxonomy: Taxonomy = {
      isOpening: (label) => label !== 'greet',
      isPartOf: () => false,
      questionOf: () => undefined,
    };
    const [threads, alone] = [
      await trainInThreads(examples, { networks: 3 }, taxonomy),
      trainClassifier(examples, { networks: 3 }, taxonomy),
    ];
    expect(Buffer.from(writeClassifiers([threads])).equals(writeClassifiers([alone]))).to.equal(true);
  });

  it('says the same after it was written and read', () => {
    const model = trainClassifier(examples);
    const [read] = readClassifiers(writeClassifiers([model]));
    if (!read) throw new Error('nothing read');
    for (const { text } of examples)
      expect(score(read, text, 'fr').ranking).to.deep.equal(score(model, text, 'fr').ranking);
  });

  it('refuses bytes that are cut short or something else', () => {
    const bytes = writeClassifiers([trainClassifier(examples)]);
    for (const broken of [bytes.slice(0, bytes.length - 8), bytes.slice(0, 10), Buffer.from('hello world')]) {
      expect(() => readClassifiers(broken)).to.throw();
    }
  });

  it('knows the features of its lines by number, and no others', () => {
    const names = Array.from({ length: 5000 }, (_, number) => `g${(number * 7919).toString(36)}é`);
    const index = indexFeatures(names);
    expect(names.map((name) => findFeature(index, name))).to.deep.equal([...names.keys()]);
    expect(namesOf(index)).to.deep.equal(names);
    for (const name of names) expect(findFeature(index, `${name}x`)).to.equal(-1);
    expect(findFeature(indexFeatures([]), 'wmot')).to.equal(-1);
  });

  it('refuses to learn from one label', () => {
    expect(() => trainClassifier(examples.slice(0, 3))).to.throw(RangeError, /two labels/);
  });

  it('ranks all labels, with confidences that add up to one', () => {
    const ranking = score(trainClassifier(examples), 'compte bloqué', 'fr').ranking;
    expect(ranking.map(({ label }) => label)).to.have.members(['password', 'locked', 'greet']);
    expect(ranking.reduce((sum, { confidence }) => sum + confidence, 0)).to.be.closeTo(1, 1e-6);
  });

  it('is not tripped up by words that are properties of every object', () => {
    const model = trainClassifier(examples);
    for (const text of ['constructor', '__proto__', 'hasOwnProperty toString']) {
      expect(score(model, text, 'fr').ranking).to.have.length(3);
    }
  });

  it('names the features that speak for a label', () => {
    const [strongest] = explain(trainClassifier(examples), 'mon mot de passe est périmé', 'fr', 'password');
    expect(strongest?.gain).to.be.greaterThan(0);
    expect(strongest?.feature).to.match(/passe|mot|perim|mdp|de|^g_p$/);
  });

  describe('in its cached file', () => {
    // A corpus of a few lines, so that training is quick: the cache is what is tested.
    const corpus: Example[] = examples.map((example, index) => ({
      ...example,
      language: index % 2 === 0 ? 'fr' : 'en',
    }));
    let cache: string;
    const load = (more: readonly Example[] = []) => loadModels({ cache, corpus: [...corpus, ...more] });
    const file = () => join(cache, readdirSync(cache)[0] ?? '');
    beforeEach(async () => {
      cache = temporaryFolder();
      expect((await load()).cached).to.equal(false);
    });

    it('is used again, and trained anew for another corpus', async () => {
      expect((await load()).cached).to.equal(true);
      expect((await load([{ text: 'coucou', label: 'greet', language: 'fr' }])).cached).to.equal(false);
    });

    it('is trained anew, and written again, where the file is broken, in whatever way', async () => {
      const sound = readFileSync(file());
      const middle = sound.length >> 1;
      const breaks: Readonly<Record<string, Uint8Array>> = {
        'is empty': Buffer.alloc(0),
        'is something else': Buffer.from('{"labels":[]}'),
        'is cut': sound.subarray(0, middle),
        'has lost its last byte': sound.subarray(0, -1),
        'has zeros in the middle': Buffer.concat([
          sound.subarray(0, middle),
          Buffer.alloc(64),
          sound.subarray(middle + 64),
        ]),
        'has one other byte': sound.with(sound.length - 40, (sound.at(-40) ?? 0) ^ 1),
      };
      for (const [what, bytes] of Object.entries(breaks)) {
        writeFileSync(file(), bytes);
        const models = await load();
        expect(models.cached, what).to.equal(false);
        expect(score(models.intent, 'mdp périmé', 'fr').ranking[0]?.label, what).to.equal('password');
        expect(readFileSync(file()).equals(sound), what).to.equal(true);
        expect((await load()).cached, what).to.equal(true);
      }
    });
  });
});

describe('the text', () => {
  it('is folded to plain letters, and keeps its negations', () => {
    expect(fold('Où ça ? CŒUR d’été')).to.equal("ou ca ? coeur d'ete");
    expect(tokenize("je n'ai pas reçu")).to.deep.equal(['je', 'n', 'ai', 'pas', 'reçu']);
    expect(stem('réinitialisées', 'fr')).to.equal(stem('réinitialisée', 'fr'));
  });

  it('gets one keyboard error at a time', () => {
    const random = createRandom(1);
    for (let round = 0; round < 50; round++) {
      const typo = addTypo('mot de passe expiré', 'fr', random);
      expect(Math.abs(typo.length - 'mot de passe expiré'.length)).to.be.at.most(1);
    }
  });
});

describe('the evaluation', () => {
  it('counts what was found, refused and confused', () => {
    const outcomes = [
      { text: 'a', label: 'x', predicted: 'x', confidence: 1 },
      { text: 'b', label: 'x', predicted: 'y', confidence: 1 },
      { text: 'c', label: 'y', predicted: 'out_of_scope', confidence: 0.5 },
      { text: 'd', label: 'out_of_scope', predicted: 'out_of_scope', confidence: 0.5 },
    ];
    const figures = evaluate(outcomes);
    expect(figures.accuracy).to.be.closeTo(1 / 3, 1e-9);
    expect(figures.in_scope_refused).to.be.closeTo(1 / 3, 1e-9);
    expect(figures.out_of_scope_recall).to.equal(1);
    expect(figures.expected_calibration_error).to.be.closeTo(0.25, 1e-9);
    expect(findConfusions(outcomes)[0]).to.deep.include({
      label: 'x',
      predicted: 'y',
      count: 1,
      examples: ['b'],
    });
  });
});

describe('the commands', function () {
  this.timeout(60_000);
  const run = (args: string[], input = '') =>
    execFileSync(process.execPath, args, {
      cwd: ROOT,
      input,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
    });

  it('classify in order, redacted', () => {
    const output = run(
      ['src/commands/intents.ts', 'classify'],
      '{"text":"mon mdp est Toto1234! et il a expiré"}\n{"text":"hello","locale":"en"}\n',
    );
    const [first, second] = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(first).to.have.keys('text', 'label', 'confidence', 'language', 'entities', 'ranking');
    expect(first.label).to.equal('password_expired');
    expect(output).not.to.include('Toto1234');
    expect(second.label).to.equal('greet');
  });

  it('evaluate one file against another', () => {
    const file = join(temporaryFolder(), 'lines.jsonl');
    writeFileSync(file, examples.map(({ text, label }) => JSON.stringify({ text, label })).join('\n'));
    const figures = JSON.parse(
      run(['src/commands/intents.ts', 'evaluate', '--train', file, '--test', file, '--language', 'fr']),
    );
    expect(figures.accuracy).to.be.at.least(0.9);
    expect(figures).to.include.keys(
      'macro_f1',
      'out_of_scope_recall',
      'expected_calibration_error',
      'seconds',
      'bytes',
      'microseconds',
    );
  });

  it('redact, and say what was found', () => {
    const [line = ''] = run(['src/commands/redact.ts'], '{"text":"mdp: licorne75, port 993"}\n').split('\n');
    expect(JSON.parse(line)).to.deep.equal({ text: 'mdp: [•••], port 993', found: ['password'] });
  });

  it('name the line that is not JSON, and none of what it says', () => {
    expect(() => run(['src/commands/redact.ts'], 'mdp Toto1234!\n')).to.throw(
      /line 1 is not JSON(?![\s\S]*Toto)/,
    );
  });

  it('load neither database drivers nor dotenv with natural', () => {
    const loaded = run([
      '--input-type=module',
      '-e',
      "await import('./intents/text.ts'); const { createRequire } = await import('node:module'); console.log(Object.keys(createRequire(import.meta.url).cache).join('\\n'))",
    ]);
    expect(loaded)
      .to.include('porter_stemmer_fr')
      .and.not.match(/dotenv|mongo|redis|pg\/|memjs/);
  });
});

describe('a misspelt word', () => {
  const spellings = collectSpellings(['the site is slow', 'so slow', 'mot de passe', 'sms']);
  it('of four letters or more is the known one a keyboard error away', () => {
    for (const [typed, meant] of [
      ['slpw', 'slow'],
      ['sloww', 'slow'],
      ['psase', 'passe'],
      ['sit', 'sit'],
      ['sas', 'sas'],
      ['slow', 'slow'],
      ['quux', 'quux'],
    ] as const)
      expect(correct(typed, spellings), typed).to.equal(meant);
  });
});
