import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { REDACTED, redact, type SecretKind } from '../../src/redaction/redact.ts';
import { GROWTH, growthOf } from '../helpers/growth.ts';
import { englishComplaints, frenchComplaints } from './complaint-words.ts';
import { hostileTexts } from './hostile-texts.ts';
import { fragments, secrets, templates } from './secret-arbitraries.ts';
import * as secretLines from './secret-lines.ts';

const innocentLines = readFileSync(new URL('innocent-lines.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
// The seed is fixed so that a run tells of the change at hand; take it away to look for new trouble.
const RUNS = { numRuns: 2000, seed: 20261121 };
/** A text of the size that the channels accept, in characters. */
const SIZE = 20_000;

describe('redaction', () => {
  for (const [table, lines] of Object.entries(secretLines)) {
    describe(`of the ${table.toLowerCase().replaceAll('_', ' ')}`, () => {
      for (const [typed, kept, ...found] of lines) {
        it(`turns ${JSON.stringify(typed)} into ${JSON.stringify(kept)}`, () => {
          expect(redact(typed)).to.deep.equal({ text: kept, found });
        });
      }
    });
  }

  describe('of lines without a secret', () => {
    it('has enough of them to tell', () => {
      expect(innocentLines.length).to.be.at.least(250);
    });
    for (const line of innocentLines) {
      it(`leaves ${JSON.stringify(line)} alone`, () => {
        expect(redact(line)).to.deep.equal({ text: line, found: [] });
      });
    }
    for (const word of frenchComplaints) {
      it(`takes "${word}" for no password, with its accents, without them, and in capitals`, () => {
        const plain = word.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
        for (const line of [
          `mon mot de passe est ${word}`,
          `mon mdp est ${plain}`,
          `MDP ${word.toUpperCase()}`,
          `le mdp c'est ${word} il paraît`,
        ]) {
          expect(redact(line).text).to.equal(line);
        }
      });
    }
    for (const word of englishComplaints) {
      it(`takes "${word}" for no password`, () => {
        for (const line of [
          `my password is ${word}`,
          `password: ${word}`,
          `MY PASSWORD IS ${word.toUpperCase()}!`,
        ]) {
          expect(redact(line).text).to.equal(line);
        }
      });
    }
    it('leaves all of them alone as one long message', () => {
      const message = innocentLines.filter((line) => !/[:=(]$|«[^»]*$/.test(line)).join('.\n');
      expect(redact(message).text).to.equal(message);
    });
    it('leaves an empty message alone', () => {
      expect(redact('')).to.deep.equal({ text: '', found: [] });
    });
  });

  describe('of several secrets', () => {
    it('names each kind once, in order of appearance', () => {
      const { found } = redact('code 482913, mdp: licorne, jean@gmail.com, code 482914, mdp: tulipe');
      expect(found).to.deep.equal(['one_time_code', 'password', 'email_address'] satisfies SecretKind[]);
    });
    it('keeps every character between them, decomposed accents and emoji included', () => {
      expect(redact('re\u0301pe\u0301te\u0301 👍🏽 : 0612345678\u00a0👩‍🏫\r\nbise\u0301').text).to.equal(
        `re\u0301pe\u0301te\u0301 👍🏽 : ${REDACTED}\u00a0👩‍🏫\r\nbise\u0301`,
      );
    });
  });

  describe('twice', () => {
    it('changes nothing and finds nothing more in the lines of the tables', () => {
      for (const [typed] of Object.values(secretLines).flat()) {
        const { text } = redact(typed);
        expect(redact(text), typed).to.deep.equal({ text, found: [] });
      }
    });
    it('changes nothing and finds nothing more in whatever is put together from labels, secrets and signs', () => {
      fc.assert(
        fc.property(fragments, (typed) => {
          const { text } = redact(typed);
          expect(redact(text)).to.deep.equal({ text, found: [] });
        }),
        RUNS,
      );
    });
    it('changes nothing and finds nothing more in any text at all', () => {
      fc.assert(
        fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
          const { text } = redact(typed);
          expect(redact(text)).to.deep.equal({ text, found: [] });
        }),
        RUNS,
      );
    });
  });

  describe('of a secret that nobody has thought of', () => {
    for (const kind of secrets.keys()) {
      it(`hides any ${kind.replaceAll('_', ' ')} and keeps the words around it`, () => {
        fc.assert(
          fc.property(secretOf(kind), fc.constantFrom(...(templates.get(kind) ?? [])), (secret, template) => {
            const { text, found } = redact(template.replace('{}', () => secret));
            expect(text).to.equal(template.replace('{}', REDACTED));
            expect(text).to.not.include(secret);
            expect(found).to.have.length(1);
          }),
          RUNS,
        );
      });
    }
    it('hides it in the middle of a long message too', () => {
      const line = fc.constantFrom(...innocentLines.filter((innocent) => /[a-zé]$/.test(innocent)));
      const sentence = fc
        .constantFrom(...secrets.keys())
        .chain((kind) =>
          fc.tuple(
            secretOf(kind),
            fc.constantFrom(...(templates.get(kind) ?? []).filter((template) => template !== '{}')),
          ),
        );
      fc.assert(
        fc.property(line, sentence, line, (before, [secret, template], after) => {
          const { text } = redact(`${before}.\n${template.replace('{}', () => secret)}.\n${after}.`);
          expect(text).to.not.include(secret);
          expect(text.startsWith(`${before}.\n`) && text.endsWith(`\n${after}.`)).to.equal(true);
        }),
        RUNS,
      );
    });
  });

  describe('of hostile texts', () => {
    for (const [seed, build] of hostileTexts) {
      it(`takes no more than linear time for ${JSON.stringify(seed)} over and over`, function () {
        this.timeout(20_000);
        expect(growthOf(redact, build, SIZE)).to.be.below(GROWTH);
      });
    }
  });
});

function secretOf(kind: SecretKind): fc.Arbitrary<string> {
  const secret = secrets.get(kind);
  if (secret === undefined) throw new Error(`no arbitrary for ${kind}`);
  return secret;
}
