import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import type { AppParts } from '../../src/app/app.ts';
import { invite } from '../../src/desk/sign-in/invitations.ts';
import type { Role } from '../../src/desk/sign-in/roles.ts';
import { type Clock, createClock, startApp, type TestApp } from './app.ts';
import { launchBrowser } from './browser.ts';
import { bubbles, hear, press, say } from './chat.ts';

export const WIDE = { width: 1024, height: 768 };
export const PHONE = { width: 360, height: 640 };
const SHOTS = join(import.meta.dirname, '../../.screenshots');

export interface Look {
  readonly viewport?: { width: number; height: number };
  readonly colorScheme?: 'light' | 'dark';
  readonly locale?: string;
  readonly forcedColors?: 'active';
}

export interface DeskStage {
  readonly app: TestApp;
  readonly clock: Clock;
  /** A page of a browser of its own: errors and breaches of the content policy fail the test. */
  openPage(look?: Look): Promise<Page>;
  /** Somebody at the desk, signed in by a link and on duty. */
  agent(name: string, look?: Look, role?: Role): Promise<Page>;
  /** Opens a new link of that name. */
  signIn(page: Page, name: string, role?: Role): Promise<void>;
  /** A member of staff in the web chat, where the bot has greeted them. */
  newcomer(): Promise<Page>;
  /** A member of staff who asks in the web chat for a person, up to the request that waits in line. */
  person(): Promise<Page>;
}

/**
 * Gives each test of the describe around it a whole service of its own, so that what one leaves behind is in no other's way,
 * and pages in one real browser.
 */
export function setDeskStage(
  settings: () => Record<string, string> = () => ({}),
  desk?: AppParts['desk'],
): DeskStage {
  const clock = createClock();
  const problems: string[] = [];
  let browser: Browser;
  let app: TestApp;

  before(async () => {
    mkdirSync(SHOTS, { recursive: true });
    browser = await launchBrowser();
  });
  after(() => browser.close());
  beforeEach(async () => {
    app = await startApp(settings(), clock, desk);
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await app.close();
    expect(problems.splice(0)).to.deep.equal([]);
  });

  async function openPage(look: Look = {}) {
    const usual = { viewport: WIDE, colorScheme: 'light', locale: 'fr-FR' } as const;
    const page = await (await browser.newContext({ ...usual, ...look })).newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) problems.push(message.text());
    });
    return page;
  }

  async function signIn(page: Page, name: string, role: Role = 'agent') {
    const token = await invite(app.store, { name, role, academies: ['paris'], groups: [] }, clock.now());
    await page.goto(`${app.url}/desk/invitation?token=${token}`);
    await page.locator('form button').click();
    await page.locator('.tabs').waitFor();
  }

  async function agent(name: string, look: Look = {}, role: Role = 'agent') {
    const page = await openPage(look);
    await signIn(page, name, role);
    const duty = page.getByRole('switch');
    if (role !== 'auditor' && (await duty.getAttribute('aria-checked')) === 'false') {
      const noted = page.waitForResponse(/presence/);
      await duty.click();
      await noted;
    }
    return page;
  }

  async function newcomer() {
    const page = await openPage({ viewport: PHONE });
    await page.goto(`${app.url}/webchat?academy=paris&locale=fr`);
    await hear(page, 'assistant automatique');
    return page;
  }

  async function person() {
    const page = await newcomer();
    await press(page, 'Compte bloqué');
    await press(page, 'À l’instant');
    await hear(page, 'Je vous préviendrai');
    await say(page, 'une personne');
    await press(page, 'Aucun message affiché');
    await press(page, 'À l’instant');
    await press(page, 'Envoyer à l’équipe');
    await hear(page, 'C’est envoyé');
    return page;
  }

  return {
    get app() {
      return app;
    },
    clock,
    openPage,
    agent,
    signIn,
    newcomer,
    person,
  };
}

export { bubbles, hear, press, say };

/** A picture to be looked at. */
export const shoot = (page: Page, name: string) => page.screenshot({ path: join(SHOTS, `desk-${name}.png`) });
/** Presses one of the buttons in the head of a case. */
export const act = (page: Page, name: string) =>
  page.locator('.acts').getByRole('button', { name, exact: true }).click();
export const read = (page: Page, text: string) => page.locator('.log li', { hasText: text }).last().waitFor();
export const notice = (page: Page, text: string) => page.locator('.notice', { hasText: text }).waitFor();
export const openFirst = (page: Page) => page.locator('.cases a').first().click();
export async function write(page: Page, text: string) {
  await page.locator('#writing').fill(text);
  await page.keyboard.press('Enter');
}
/** From here on the page cannot look at cases, until `unrouteAll`. */
export async function deafen(page: Page) {
  for (const path of ['cases?*', 'cases/*?*'])
    await page.route(`**/desk/api/${path}`, (route) => route.abort());
}
/** Closes the open case with the first of the outcomes. */
export async function end(page: Page) {
  await act(page, 'Clore');
  await page.getByRole('dialog').getByRole('button', { name: 'Clore', exact: true }).click();
  await notice(page, 'clos');
}

/** Somebody signed in works all day with a page, up to ten minutes before their session ends. */
export async function useAllDay(page: Page, clock: Clock): Promise<void> {
  for (let hour = 0; hour < 11; hour++) {
    clock.advance(60 * 60_000);
    await page.evaluate(`fetch('/desk/api/me')`);
  }
  clock.advance(50 * 60_000);
  await page.reload();
}
