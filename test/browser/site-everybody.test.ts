import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { LANGUAGES } from '../../intents/text.ts';
import { readAloud } from '../helpers/accessibility-tree.ts';
import { startApp, type TestApp } from '../helpers/app.ts';
import { violations } from '../helpers/axe.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { shoot } from '../helpers/chat.ts';
import { isWellNested, SPACING, sideways } from '../helpers/measure.ts';

const PATHS = ['/', '/privacy', '/legal', '/accessibility', '/webchat/demo'];
const SCHEMES: readonly BrowserContextOptions[] = [
  { colorScheme: 'light' },
  { colorScheme: 'dark' },
  { forcedColors: 'active' },
  { forcedColors: 'active', colorScheme: 'dark' },
];

describe('the pages around the chat, for everybody', function () {
  this.timeout(90_000);
  let browser: Browser;
  let app: TestApp;

  before(async () => {
    app = await startApp({ PUBLISHER: 'Académie de Paris', CONTACT: 'assistance@ac-paris.fr' });
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    await app.close();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
  });

  async function open(path: string, locale: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await (
      await browser.newContext({ viewport: { width: 320, height: 256 }, ...options })
    ).newPage();
    await page.goto(`${app.url}${path}?locale=${locale}`);
    return page;
  }

  for (const path of PATHS) {
    it(`have nothing that axe objects to, and fit 320 × 256 with wide text: ${path}`, async () => {
      for (const locale of LANGUAGES) {
        for (const scheme of SCHEMES) {
          const page = await open(path, locale, scheme);
          expect(await violations(page), JSON.stringify([locale, scheme])).to.deep.equal([]);
          await page.context().close();
        }
        const page = await open(path, locale);
        expect(await isWellNested(page), locale).to.equal(true);
        expect(await sideways(page), locale).to.deep.equal([]);
        await page.evaluate(SPACING);
        expect(await sideways(page), locale).to.deep.equal([]);
        await page.setViewportSize({ width: 360, height: 640 });
        const session = await page.context().newCDPSession(page);
        await session.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
        expect(await sideways(page), `${locale}, large type`).to.deep.equal([]);
        await shoot(page, `site${path.replaceAll('/', '-')}-${locale}`);
        await page.context().close();
      }
    });

    it(`are read with one title, headings in order and links by name, and the focus is seen: ${path}`, async () => {
      const page = await open(path, 'fr', { viewport: { width: 1280, height: 800 } });
      const tree = await readAloud(page);
      expect(tree.slice(0, 3).map((line) => line.split(' ')[0])).to.deep.equal([
        'RootWebArea',
        'main',
        'heading',
      ]);
      expect(tree).to.include('contentinfo');
      expect(tree.filter((line) => /^(link|button|heading)$/.test(line))).to.deep.equal([]);
      const levels = (await page.evaluate(
        `[...document.querySelectorAll('h1, h2, h3')].map(({ tagName }) => tagName)`,
      )) as string[];
      expect(levels.filter((level) => level === 'H1')).to.have.length(1);
      expect(levels[0]).to.equal('H1');
      const stops = (await page.evaluate(`document.querySelectorAll('a[href], button').length`)) as number;
      for (let stop = 0; stop < stops; stop++) {
        await page.keyboard.press('Tab');
        const [name, style, width] = (await page.evaluate(`(() => {
          const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
          return [document.activeElement.textContent.trim(), outlineStyle, parseFloat(outlineWidth)];
        })()`)) as [string, string, number];
        expect([style, width], name).to.deep.equal(['solid', 3]);
      }
      const small = await page.evaluate(
        `[...document.querySelectorAll('nav a, .ways a, button')]
          .filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.textContent)`,
      );
      expect(small).to.deep.equal([]);
    });
  }
});
