import { expect } from 'chai';
import { trainModels } from '../../src/content/models.ts';
import { trainApart } from '../../src/content/train-apart.ts';

const CORPUS = (['fr', 'en'] as const).flatMap((language) =>
  ['account locked', 'no code', 'page blank', 'thank you'].flatMap((words, at) =>
    ['please', 'again', 'today'].map((more) => ({
      text: `${words} ${more}`,
      label: ['account_locked', 'mfa_reset', 'browser_blocked', 'thanks'][at] as string,
      language,
    })),
  ),
);

describe('a training apart', () => {
  it('gives the models that a training here gives, to the byte', async () => {
    const homes = new Map();
    const [apart, here] = await Promise.all([trainApart(CORPUS, homes), trainModels(CORPUS, homes)]);
    expect(apart.intent.labels).to.deep.equal(here.intent.labels);
    expect(apart.intent.network).to.deep.equal(here.intent.network);
    expect(apart.language.network).to.deep.equal(here.language.network);
  }).timeout(60_000);

  it('that cannot be carried out is an error, and no model', async () => {
    const oneLabel = CORPUS.filter(({ label }) => label === 'thanks');
    const failed = await trainApart(oneLabel, new Map()).catch((error: unknown) => error);
    expect(failed).to.be.an('error').with.property('message', 'The training ended without a model.');
  }).timeout(60_000);
});
