import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';

const SHOTS = join(import.meta.dirname, '../../.screenshots');
mkdirSync(SHOTS, { recursive: true });

/** The chat page, or the frame that holds it. */
export type Chat = Page | Frame;

/** What was said with a text. */
export const bubbles = (chat: Chat, text: string | RegExp): Locator =>
  chat.locator('.message .text', { hasText: text });

/** Waits for something to be said. */
export const hear = (chat: Chat, text: string | RegExp, timeout = 10_000): Promise<void> =>
  bubbles(chat, text).last().waitFor({ timeout });

/** One of the choices that the bot offers. */
export const choice = (chat: Chat, title: string): Locator =>
  chat.locator('.choices').getByRole('button', { name: title, exact: true });

/** Presses one of the choices that the bot offers. */
export const press = (chat: Chat, title: string): Promise<void> => choice(chat, title).click();

/** Writes a message and sends it. */
export async function say(chat: Chat, text: string): Promise<void> {
  const field = chat.locator('#writing');
  await field.fill(text);
  await field.press('Enter');
}

/** What screen readers are told from here on, in order: `polite: …` or `assertive: …`. */
export async function listenIn(chat: Chat): Promise<() => Promise<string[]>> {
  await chat.evaluate(`
    window.told = [];
    for (const id of ['polite', 'assertive'])
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes)
          for (const node of addedNodes) window.told.push(id + ': ' + [...node.childNodes].map((part) => (part.lang ? '[' + part.lang + '] ' : '') + part.textContent).join('').replaceAll('\u00a0', ' '));
      }).observe(document.getElementById(id), { childList: true });
  `);
  return () => chat.evaluate('window.told') as Promise<string[]>;
}

/** A picture to be looked at. */
export const shoot = (page: Page, name: string): Promise<Buffer> =>
  page.screenshot({ path: join(SHOTS, `${name}.png`) });
