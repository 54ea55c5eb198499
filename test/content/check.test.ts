import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { createTexts } from '../../dialogs/knowledge/texts.ts';
import type { Knowledge } from '../../dialogs/knowledge/values.ts';
import { LANGUAGES } from '../../intents/text.ts';
import { checkContent, counterparts } from '../../src/content/check.ts';
import type { Issue } from '../../src/content/issue.ts';
import { KNOWLEDGE, loadKnowledge } from '../../src/content/load.ts';
import { type Fault, reasonOf, SHAPES } from '../../src/content/reasons.ts';
import { describeIssue, refuseFaulty } from '../../src/content/refuse.ts';
import { knowledge, temporaryFolder } from '../helpers/app.ts';

interface Changes {
  readonly refused: Readonly<Record<string, readonly string[]>>;
  readonly accepted: readonly string[];
}
const changes = parse(readFileSync(join(import.meta.dirname, 'changes.yaml'), 'utf8')) as Changes;

/** The content with one text written anew, in both languages; only it is looked at. */
function withText(text: string): Knowledge {
  const files = { probe: { text } };
  const changed = createTexts({ fr: files, en: files });
  // The charts' questions are there still.
  return { ...knowledge, texts: { ...changed, has: () => true } };
}

/** What is found in a text, as kinds. */
function faultsOf(text: string): readonly Fault[] {
  try {
    return checkContent(withText(text)).map(({ fault }) => fault);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'text.syntax') return ['icu'];
    throw error;
  }
}

describe('the checks of content', () => {
  it('compare every language with the first one, and the first with all', () => {
    const languages = ['fr', 'en', 'de'];
    expect(languages.map((_, index) => counterparts(languages, index))).to.deep.equal([
      ['en', 'de'],
      ['fr'],
      ['fr'],
    ]);
  });

  it('have words in French for all that a schema says in its own', () => {
    const said = globSync('**/*.ts', { cwd: KNOWLEDGE }).flatMap((file) => [
      ...readFileSync(join(KNOWLEDGE, file), 'utf8').matchAll(/^\s*\.?.*(?:regex|refine)\(.*, '([^']+)'\)/gm),
    ]);
    expect(said).to.have.length.above(4);
    const silent = said.flatMap(([, message = '']) => (SHAPES[message] ? [] : [message]));
    expect(silent).to.deep.equal([]);
  });

  it('find nothing in what the product ships', () => {
    const issues = checkContent(knowledge);
    expect(issues.map((issue) => describeIssue(KNOWLEDGE, issue))).to.deep.equal([]);
  });

  for (const [fault, texts] of Object.entries(changes.refused)) {
    for (const text of texts) {
      it(`refuse (${fault}): ${text.slice(0, 80)}`, () => {
        expect(faultsOf(text)).to.include(fault);
        for (const locale of LANGUAGES)
          expect(reasonOf(fault as Fault, text, locale)).to.have.length.above(30);
      });
    }
  }

  for (const text of changes.accepted) {
    it(`accept: ${text.slice(0, 80)}`, () => {
      expect(faultsOf(text)).to.deep.equal([]);
    });
  }

  it('are tried on sixty changes that break something, and thirty that only look so', () => {
    expect(Object.values(changes.refused).flat()).to.have.length.of.at.least(60);
    expect(changes.accepted).to.have.length.of.at.least(30);
  });
});

describe('content files that must not be served', () => {
  let folder: string;
  beforeEach(() => {
    folder = join(temporaryFolder(), 'knowledge');
    cpSync(KNOWLEDGE, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** What a start says of the folder. */
  function refusal(): string {
    try {
      refuseFaulty(loadKnowledge(folder), folder, join(folder, 'passed'));
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    return '';
  }

  function edit(file: string, from: string | RegExp, to: string): void {
    const path = join(folder, file);
    const before = readFileSync(path, 'utf8');
    const after = before.replace(from, () => to);
    expect(after, `${file} has ${from}`).not.to.equal(before);
    writeFileSync(path, after);
  }

  const cases: readonly (readonly [string, string, string | RegExp, string, RegExp])[] = [
    [
      'a fact that is unsafe',
      'academies/paris.yaml',
      'fr: une question secrète ou un numéro de téléphone déjà enregistré',
      'fr: Acceptez le certificat proposé.',
      /academies\/paris\.yaml:1\d: facts\.resetProof\.value\.fr: .*fait accepter[\s\S]*has people accept/,
    ],
    [
      'a fact of another shape',
      'academies/paris.yaml',
      'minutes: 15',
      'minutes: quinze',
      /academies\/paris\.yaml:\d+: facts\.lockout\.value\.minutes: .*attendu[\s\S]*expected/,
    ],
    [
      'a month of another shape',
      'academies/paris.yaml',
      'checkedOn: 2026-11',
      'checkedOn: novembre',
      /facts\.\w+\.checkedOn: un mois est attendu, comme 2026-11\s+expected a month/,
    ],
    [
      'a strange domain',
      'academies/paris.yaml',
      'ac-paris.fr',
      'ac-paris.example.com',
      /paris\.yaml:5: domains: .*n’est pas un domaine[\s\S]*is no domain/,
    ],
    [
      'a text with an unknown value',
      'locales/fr/account_locked.yaml',
      '{wait_end}',
      '{wait_ende}',
      /locales\/fr\/account_locked\.yaml:\d+: account_locked\.waiting: .*« wait_ende »[\s\S]*“wait_ende”/,
    ],
    [
      'a text that is missing in a language',
      'locales/en/account_locked.yaml',
      /^stop:[\s\S]*?(?=^\S|$(?![\s\S]))/m,
      '',
      /locales\/en\/account_locked\.yaml:1: account_locked\.stop: ce texte[\s\S]*one/,
    ],
    [
      'braces that are open',
      'locales/fr/account_locked.yaml',
      '{wait_end}',
      '{wait_end',
      /locales\/fr\/account_locked\.yaml:\d+: account_locked\.waiting: les accolades[\s\S]*the braces/,
    ],
    [
      'a brace that closes nothing',
      'locales/fr/account_locked.yaml',
      '{wait_end}',
      '{wait_end}}',
      /locales\/fr\/account_locked\.yaml:\d+: account_locked\.waiting: les accolades[\s\S]*the braces/,
    ],
    [
      'a condition that one language has alone',
      'locales/en/account_locked.yaml',
      'select, published',
      'select, publishd',
      /account_locked\.yaml:\d+: account_locked\.last_attempt: .*conditions[\s\S]*conditions/,
    ],
    [
      'an answer with a strange host',
      'answers/lockout_how_long.yaml',
      'environ {lockout_minutes} minutes, si',
      'Voyez deblocage.example.com',
      /answers\/lockout_how_long\.yaml:8: answer\.lockout_how_long\.short: .*deblocage/,
    ],
    [
      'a fact out of a document that nobody knows',
      'academies/paris.yaml',
      'source: [paris-convergence]',
      'source: [paris-rumour]',
      /paris\.yaml:\d+: facts\.webmail\.source: .*« paris-rumour »[\s\S]*“paris-rumour”/,
    ],
    [
      'a document on a strange page',
      'sources.yaml',
      'title:',
      'address: guide.example.com/page\n  title:',
      /sources\.yaml:\d+: paris-convergence\.address: .*n’est pas un site/,
    ],
  ];
  for (const [what, file, from, to, said] of cases) {
    it(`are told by file, line, key and reason in both languages: ${what}`, () => {
      edit(file, from, to);
      expect(refusal()).to.match(said);
    });
  }

  it('are looked at again once they have changed, and not as long as they have not', () => {
    expect(refusal()).to.equal('');
    expect(readFileSync(join(folder, 'passed'), 'utf8')).not.to.equal('');
    edit('locales/fr/account_locked.yaml', '{wait_end}', '{wait_ende}');
    expect(refusal()).to.match(/wait_ende/);
  });

  it('have a line even where the key is not there', () => {
    const issue: Issue = { fault: 'long', key: 'a', about: '70', file: 'locales/fr/talk.yaml', path: ['a'] };
    expect(describeIssue(folder, issue)).to.match(/talk\.yaml:1: a: 70 mots[\s\S]*70 words/);
  });
});
