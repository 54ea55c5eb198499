import { expect } from 'chai';
import { valueAt } from '../../src/content/changes.ts';
import { readContentFiles } from '../../src/content/files.ts';
import { buildContent } from '../../src/publishing/content.ts';
import { WORDINGS } from '../helpers/content.ts';

describe('the wording of the tests', () => {
  const { files } = readContentFiles();

  it('is of what there is', () => {
    const gone = WORDINGS.filter((change) => valueAt(files, change) === undefined);
    expect(gone.map(({ file, path }) => [file, ...path].join(' '))).to.deep.equal([]);
    expect(WORDINGS.length).to.be.greaterThan(500);
  });

  it('passes, over the shipped content, what content has to pass: `node scripts/reword.ts --refresh` writes it anew', () => {
    expect(() => buildContent(readContentFiles(), [...WORDINGS], 1)).not.to.throw();
  });
});
