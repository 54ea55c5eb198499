// The texts as people meet them, for each academy: what no single template shows, because the academy's values make it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { findUnsafe } from '../../dialogs/knowledge/safety.ts';
import { shipped } from '../helpers/content.ts';

const DOCS = join(import.meta.dirname, '../../docs');
const domains = ['education.gouv.fr', ...[...shipped.academies.values()].flatMap((one) => one.domains)];
/** What a chat makes a link of, although nothing of an academy or the ministry follows. */
const HALF_LINK = /https?:\/\/(?!(?:[\w-]+\.)*(?:ac-[a-z-]+\.fr|gouv\.fr)\b)/i;

describe('a printed text', () => {
  for (const page of ['texts.md', 'answers.md'])
    it(`of docs/${page} names no site that is not the academy’s or the ministry’s, and no half of a link`, () => {
      const lines = readFileSync(join(DOCS, page), 'utf8')
        .split('\n')
        // The key of a text stands over it.
        .filter((line) => !line.startsWith('#'));
      const wrong = lines.flatMap((line) => [
        ...findUnsafe(line, domains)
          .filter(({ kind }) => kind === 'host')
          .map(({ quote }) => quote),
        ...(HALF_LINK.exec(line) ?? []),
      ]);
      expect([...new Set(wrong)]).to.deep.equal([]);
    });
});
