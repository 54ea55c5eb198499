import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { startApp, type TestApp } from '../helpers/app.ts';
import { violations } from '../helpers/axe.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { bubbles, hear, listenIn, press, say, shoot } from '../helpers/chat.ts';
import { act, notice, openFirst, setDeskStage, write } from '../helpers/desk-stage.ts';
import { eventually } from '../helpers/eventually.ts';
import { isWellNested, SPACING, sideways } from '../helpers/measure.ts';

/** Windows, and the pixels that the conversation has there at least. */
const WINDOWS = [
  { name: 'phone', width: 360, height: 640, log: 400 },
  { name: 'phone with its keyboard', width: 360, height: 340, log: 150 },
  { name: 'phone in landscape', width: 640, height: 360, log: 180 },
  { name: '400 %', width: 320, height: 256, log: 100 },
  { name: '200 % of a laptop', width: 683, height: 384, log: 180 },
  { name: 'desktop', width: 1280, height: 800, log: 500 },
];
const SCHEMES: readonly (BrowserContextOptions & { readonly name: string })[] = [
  { name: 'light', colorScheme: 'light' },
  { name: 'dark', colorScheme: 'dark' },
  { name: 'forced colours', forcedColors: 'active' },
  { name: 'forced colours, dark', forcedColors: 'active', colorScheme: 'dark' },
];

describe('the chat for everybody', function () {
  this.timeout(90_000);
  let browser: Browser;
  let app: TestApp;

  before(async () => {
    app = await startApp();
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    await app.close();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
  });

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 360, height: 640 }, ...options });
    const page = await context.newPage();
    await page.goto(`${app.url}/webchat?academy=paris&locale=fr`);
    await press(page, 'Mot de passe expiré');
    await hear(page, 'double authentification');
    return page;
  }
  const measure = <T>(page: Page, expression: string) => page.evaluate(expression) as Promise<T>;

  for (const { name, width, height, log } of WINDOWS) {
    it(`can be read and answered in a window of ${width} × ${height} (${name}), also with wide text`, async () => {
      const page = await open({ viewport: { width, height } });
      expect(await measure<number>(page, `document.querySelector('.log').clientHeight`)).to.be.at.least(log);
      // The last words of the bot are in sight, whole if they fit.
      const seen = await eventually(async () => {
        const [above, below] = await measure<[number, number]>(
          page,
          `(() => {
            const all = document.querySelectorAll('.bot .text');
            const last = all[all.length - 1].getBoundingClientRect();
            const log = document.querySelector('.log').getBoundingClientRect();
            return [Math.round(last.top - log.top), Math.round(log.bottom - last.bottom)];
          })()`,
        );
        return below >= 0 && above > -height ? [above, below] : undefined;
      });
      expect(seen).to.have.length(2);
      for (const text of ['Vous parlez à un assistant automatique', 'n’écrivez ni mot de passe']) {
        expect(await page.getByText(text).first().isVisible(), text).to.equal(true);
      }
      expect(await sideways(page)).to.deep.equal([]);
      await shoot(page, `chat-${width}x${height}`);
      await measure(page, SPACING);
      expect(await sideways(page)).to.deep.equal([]);
      await shoot(page, `chat-${width}x${height}-spaced`);
      const choice = page.locator('.choices button').last();
      await choice.scrollIntoViewIfNeeded();
      await choice.click();
      await page.locator('.message.user').nth(1).waitFor();
    });
  }

  it('can be read and answered with type of twice the size, as it is set in the browser', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 640 } });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
    await page.goto(`${app.url}/webchat?academy=paris&locale=fr`);
    await say(page, 'compte bloqué');
    await hear(page, 'échecs');
    expect(await measure<string>(page, 'getComputedStyle(document.body).fontSize')).to.equal('32px');
    expect(await measure<number>(page, `document.querySelector('.log').clientHeight`)).to.be.at.least(300);
    expect(await measure<number>(page, 'document.documentElement.scrollHeight')).to.equal(640);
    expect(await sideways(page)).to.deep.equal([]);
    await shoot(page, 'chat-large-type');
  });

  for (const { name, ...scheme } of SCHEMES) {
    it(`has nothing that axe objects to, in each state: ${name}`, async () => {
      const page = await open(scheme);
      expect(await violations(page), 'asked').to.deep.equal([]);
      await page.locator('#writing').press('Enter');
      await page.locator('#fault').waitFor();
      expect(await violations(page), 'empty').to.deep.equal([]);
      await page.getByRole('button', { name: 'Options' }).click();
      expect(await violations(page), 'options').to.deep.equal([]);
      await page.getByRole('button', { name: 'Terminer et effacer' }).click();
      expect(await violations(page), 'erase').to.deep.equal([]);
      await shoot(page, `chat-erase-${name.replace(/\W+/g, '-')}`);
      await page.getByRole('button', { name: 'Annuler' }).click();
      await page.route('**/activities*', (route) => route.abort());
      await say(page, 'oui');
      await page.locator('.not-sent').waitFor();
      expect(await violations(page), 'not sent').to.deep.equal([]);
      await shoot(page, `chat-not-sent-${name.replace(/\W+/g, '-')}`);
    });
  }

  it('has fields, buttons and links that a finger hits', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Options' }).click();
    const small = await measure<string[]>(
      page,
      `[...document.querySelectorAll('button, .menu a, textarea')]
        .filter((one) => one.checkVisibility())
        .map((one) => [one.textContent, one.getBoundingClientRect()])
        .filter(([, { width, height }]) => width < 44 || height < 44)
        .map(([text]) => text)`,
    );
    expect(small).to.deep.equal([]);
  });

  it('says what is wrong with a message beside its field, and loses none of it', async () => {
    const page = await open();
    const field = page.getByRole('textbox', { name: 'Votre message' });
    await field.press('Enter');
    expect(await field.getAttribute('aria-invalid')).to.equal('true');
    expect(await field.getAttribute('aria-describedby')).to.equal('no-password fault');
    expect(await page.locator('#fault').textContent()).to.equal('Écrivez d’abord un message.');
    expect(await measure<string>(page, 'document.activeElement.id')).to.equal('writing');
    await field.fill('é'.repeat(8005));
    await field.press('Enter');
    expect(await page.locator('#fault').textContent()).to.include('enlevez-en 5');
    expect((await field.inputValue()).length).to.equal(8005);
    await field.fill('é'.repeat(7990));
    expect(await page.locator('.left').textContent()).to.include('10');
  });

  it('solves a trouble by the keyboard alone, and the focus is never lost', async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${app.url}/webchat?academy=paris&locale=fr`);
    await hear(page, 'assistant automatique');
    await page.locator('.message .when').first().waitFor();
    const focused = () =>
      measure<string>(page, 'document.activeElement.id || document.activeElement.textContent.trim()');
    async function tabTo(text: string, key = 'Tab'): Promise<void> {
      const seen: string[] = [];
      for (let tabs = 0; tabs < 30; tabs++) {
        if ((await focused()) === text) return;
        seen.push(await focused());
        await page.keyboard.press(key);
      }
      throw new Error(`no way to ${text} by ${key}, but to ${seen.join()}`);
    }
    await tabTo('Mot de passe expiré');
    await page.keyboard.press('Enter');
    await hear(page, 'double authentification');
    await eventually(async () => ((await focused()) === 'writing' ? true : undefined));
    await page.keyboard.type('nan pas du tout');
    await page.keyboard.press('Enter');
    await hear(page, 'portail Arena');
    expect(await focused()).to.equal('writing');
    await tabTo('Oui, c’est bon', 'Shift+Tab');
    await page.keyboard.press('Space');
    await hear(page, 'Tant mieux');
    // The options, and back.
    await tabTo('⋮Options', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await focused()).to.equal('⋮Options');
  });

  it('reads well through the accessibility tree', async () => {
    const page = await open();
    expect(await isWellNested(page)).to.equal(true);
    const tree = await page.locator('body').ariaSnapshot();
    expect(tree).to.match(/- banner:\n\s+- heading "Assistance messagerie académique" \[level=1\]/);
    expect(tree).to.include('paragraph: Vous parlez à un assistant automatique.');
    expect(tree).to.match(/- log "Discussion":\n\s+- list:/);
    expect(tree).to.match(/- listitem:\n\s+- paragraph: Vous\n\s+- paragraph: Mot de passe expiré\n/);
    expect(tree).to.match(/- group "Réponses proposées":\n\s+- button "Oui"/);
    expect(tree).to.include('textbox "Votre message"').and.to.include('button "Envoyer"');
    expect(tree.match(/img|undefined|\[object/g)).to.equal(null);
  });

  it('tells each thing once, in whole sentences, in the language that it is in', async () => {
    const page = await open();
    const told = await listenIn(page);
    await say(page, 'i need the code again, i do not understand french');
    await eventually(async () => ((await told()).length >= 2 ? true : undefined));
    const sentences = await told();
    expect(sentences[0]).to.match(/^polite: L’assistant automatique dit : \[(en|fr)\] /);
    expect(sentences.join('\n')).to.include('polite: Réponses proposées : ');
    expect(new Set(sentences).size).to.equal(sentences.length);
    const said = page.locator('.bot .text').last();
    expect(await said.getAttribute('lang')).to.equal(/\[(en|fr)\]/.exec(sentences[0] ?? '')?.[1]);
  });

  it('takes what somebody thinks of an answer, by its own buttons, and keeps it', async () => {
    const page = await open();
    await say(page, 'compte bloqué');
    await hear(page, 'échecs');
    const told = await listenIn(page);
    const like = page.getByRole('button', { name: 'Elle m’aide' }).last();
    await like.focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Elle m’aide', pressed: true }).waitFor();
    await eventually(async () => ((await told()).includes('polite: Merci, c’est noté.') ? true : undefined));
    expect(await measure<string>(page, 'document.activeElement.textContent.trim()')).to.include(
      'Elle m’aide',
    );
    const kept = await app.store.db.selectFrom('feedback').select(['reaction', 'comment']).execute();
    expect(kept).to.deep.equal([{ reaction: 'like', comment: null }]);
    await shoot(page, 'chat-rated');
  });

  it('does not move for long, and not at all where that is not wanted', async () => {
    const page = await open({ reducedMotion: 'reduce' });
    await page.route('**/activities*', () => {});
    await say(page, 'oui');
    await page.locator('.dots').waitFor({ state: 'attached' });
    const name = `getComputedStyle(document.querySelector('.dots'), '::after').animationName`;
    expect(await measure(page, name)).to.equal('none');
  });
});

describe('the chat with a person, for everybody', function () {
  this.timeout(90_000);
  const stage = setDeskStage();

  it('is reached by the keyboard alone and told: who speaks, who writes, who has gone', async () => {
    const claire = await stage.agent('Claire Martin');
    const person = await stage.newcomer();
    const told = await listenIn(person);
    await person.locator('#writing').focus();
    const type = async (text: string) => {
      await person.keyboard.type(text);
      await person.keyboard.press('Enter');
    };
    await type('compte bloqué');
    await hear(person, 'Quand');
    await type('à l’instant');
    await hear(person, 'Je vous préviendrai');
    await type('une personne');
    await hear(person, 'message');
    await type('Aucun message affiché');
    await hear(person, 'Quand');
    await type('À l’instant');
    await person.locator('.choices').getByRole('button', { name: 'Envoyer à l’équipe' }).waitFor();
    await type('Envoyer à l’équipe');
    await hear(person, 'C’est envoyé');
    await openFirst(claire);
    await act(claire, 'Prendre');
    await person.locator('.who-speaks', { hasText: 'Une personne vous répond (Claire Martin).' }).waitFor();
    expect(await person.locator('.choices').count()).to.equal(0);
    await claire.locator('#writing').pressSequentially('Bon');
    await person.locator('.working', { hasText: 'Claire Martin écrit' }).waitFor();
    await write(claire, 'Bonjour');
    await hear(person, 'Bonjour');
    await type('merci');
    await act(claire, 'Rendre à l’assistant');
    await claire
      .getByRole('dialog')
      .getByRole('button', { name: 'Rendre à l’assistant', exact: true })
      .click();
    await notice(claire, 'L’assistant a repris');
    await hear(person, 'de nouveau l’assistant automatique');
    await person.locator('.who-speaks', { hasText: 'assistant automatique' }).waitFor();
    const sentences = await told();
    expect(sentences).to.include('polite: Une personne vous répond (Claire Martin).');
    expect(sentences).to.include('polite: Claire Martin (assistance) dit : Bonjour');
    expect(sentences.filter((one) => one.includes('undefined'))).to.deep.equal([]);
    expect(await bubbles(person, 'Claire Martin :').count()).to.equal(0);
    expect(await violations(person)).to.deep.equal([]);
    await shoot(person, 'chat-with-agent');
  });
});
