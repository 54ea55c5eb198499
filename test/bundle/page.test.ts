import { writeFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { expect } from 'chai';
import { bundlePage } from '../../src/bundle/page.ts';
import { CHAT_FILES } from '../../src/channels/webchat/assets.ts';
import { CONTENT_FILES } from '../../src/desk/content-page/assets.ts';
import { DESK_FILES } from '../../src/desk/page/assets.ts';
import { bundleOf, loadClientAssets, readPageFiles } from '../../src/http/client-assets.ts';
import { temporaryFolder } from '../helpers/app.ts';

const texts = { fr: { title: 'Aide & $& "texte"' } };

describe('the bundle of a page', () => {
  for (const [name, page] of Object.entries({ chat: CHAT_FILES, desk: DESK_FILES, content: CONTENT_FILES })) {
    it(`is one module with its texts and one style, in place of all: ${name}`, async () => {
      const bundles = temporaryFolder();
      const files = readPageFiles(page);
      expect(loadClientAssets({ ...page, texts, bundles }).scripts.length).to.be.greaterThan(10);
      const bundle = await bundlePage(files);
      writeFileSync(bundleOf(files, bundles), bundle);
      const { scripts, styles, entry, all } = loadClientAssets({ ...page, texts, bundles });
      expect([scripts.length, styles.length, entry]).to.deep.equal([1, 1, scripts[0]]);
      expect(bundle).not.to.match(/\bimport\b[^(]/);
      // The licence of lit-html stays with it.
      expect(bundle).to.include('@license');
      const asset = all.find(({ path }) => path === entry);
      const request = { headers: {} } as Parameters<NonNullable<typeof asset>['answer']>[0];
      const body = String((await asset?.answer(request))?.body);
      expect(body).to.include(JSON.stringify(texts)).and.not.to.include('__TEXTS__');
      expect(() => new Script(`async () => {${body.replaceAll(/\bexport\b[^;]*;/g, '')}}`)).not.to.throw();
    });
  }

  it('is no longer served once a file is another', async () => {
    const bundles = temporaryFolder();
    const files = readPageFiles(CHAT_FILES);
    writeFileSync(bundleOf(new Map([...files, ['main.js', '// edited']]), bundles), '');
    expect(loadClientAssets({ ...CHAT_FILES, texts, bundles }).scripts.length).to.be.greaterThan(10);
  });

  it('is not made of a page that imports what is not there', async () => {
    const error = await bundlePage(new Map([['main.js', "import './gone.js';"]])).catch(
      (reason: Error) => reason,
    );
    expect(String(error)).to.include('there is no gone.js');
  });
});
