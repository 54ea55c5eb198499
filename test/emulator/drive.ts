/**
 * `npm run teams:emulator [-- folder]`: drives the bot in Microsoft's emulator of Teams, in Chromium, as a person would: a
 * conversation in French to "solved" by the buttons of its cards, a mention in a group, and a message after a restart. Leaves
 * a screenshot of each step in the folder; fails where something does not come. npx fetches the emulator.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import type { Page } from 'playwright-core';
import { answerHelp } from '../../src/commands/help.ts';
import { openStore } from '../../src/store/open.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { startService } from '../helpers/process.ts';
import { startPlayground } from './playground.ts';

answerHelp();
// Only then: it loads the reader.
const { temporaryFolder } = await import('../helpers/app.ts');

const folder = process.argv[2] ?? join('.cache', 'emulator');
mkdirSync(folder, { recursive: true });
const databaseUrl = `file:${join(temporaryFolder(), 'emulator.db')}`;
const environment = { TEAMS_UNAUTHENTICATED: 'true', DATABASE_URL: databaseUrl };
let shots = 0;

let service = await startService(environment);
const playground = await startPlayground(`${service.url}/api/messages`);
const browser = await launchBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 1300, height: 1000 } });
  await page.goto(playground.url);
  await hear(page, /automated assistant/, 'welcome');

  await say(page, 'bonjour, mon compte est bloqué');
  await press(page, 'Paris', 'compte bloqué');
  await press(page, /Il y a plus de 15/, 'Paris');
  await press(page, 'Oui, c’est bon', 'remède');
  await hear(page, /Tant mieux/, 'réglé');

  await page.getByRole('treeitem', { name: 'Group Chat' }).click();
  await mention(page, 'mot de passe expiré');
  await press(page, 'Lyon', 'groupe');
  await hear(page, /académie de Lyon/, 'groupe, Lyon');
  await page.getByRole('button', { name: 'Continuer en privé' }).last().click();
  await hear(page, /Je vous ai écrit en privé/, 'groupe, en privé');

  await page.getByRole('treeitem', { name: 'Personal Chat' }).click();
  await say(page, 'mon compte est encore bloqué');
  await press(page, 'À l’instant', 'encore bloqué');
  await hear(page, /essayer avant peut prolonger/, 'attente');
  await service.kill();
  await endWait();
  const before = await page.getByText(/15.minutes ont passé/).count();
  service = await startService({ ...environment, PORT: new URL(service.url).port });
  await page
    .getByText(/15.minutes ont passé/)
    .nth(before)
    .waitFor();
  await shoot(page, 'après le redémarrage');
  process.stdout.write(`All came. Screenshots are in ${folder}\n`);
} finally {
  await browser.close();
  playground.stop();
  await service.kill();
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox').last().click();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

async function mention(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox').last().click();
  await page.keyboard.type('@');
  await page.getByRole('menuitem', { name: 'Test Bot' }).click();
  await page.keyboard.type(` ${text}`);
  await shoot(page, 'mention');
  await page.keyboard.press('Enter');
}

/** Presses the button of the last card that has it, once it is there. */
async function press(page: Page, name: string | RegExp, shot: string): Promise<void> {
  const button = page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name }).last();
  await button.waitFor();
  await shoot(page, shot);
  await button.click();
}

async function hear(page: Page, text: RegExp, shot: string): Promise<void> {
  await page.getByText(text).last().waitFor();
  await shoot(page, shot);
}

async function shoot(page: Page, name: string): Promise<void> {
  const number = String(++shots).padStart(2, '0');
  await page.screenshot({ path: join(folder, `${number} ${name}.png`) });
}

/** The wait is cut short while the service is down: nobody wants to sit here for a quarter of an hour. */
async function endWait(): Promise<void> {
  const store = await openStore(databaseUrl, pino({ level: 'silent' }));
  await store.db.updateTable('timer').set({ dueAt: Date.now() }).execute();
  await store.close();
}
