import type { Page } from 'playwright-core';
import { invite } from '../../src/desk/sign-in/invitations.ts';
import type { Role, Scope } from '../../src/desk/sign-in/roles.ts';
import type { DeskStage, Look } from './desk-stage.ts';

/** Somebody who has never seen the repository, at the content room. */
export async function enterContentRoom(
  { app, clock, openPage }: DeskStage,
  name: string,
  role: Role,
  academies: Scope,
  look: Look = {},
): Promise<Page> {
  const token = await invite(app.store, { name, role, academies, groups: [] }, clock.now());
  const page = await openPage(look);
  await page.goto(`${app.url}/desk/invitation?token=${token}`);
  await page.locator('form button').click();
  await page.waitForURL(/\/desk(\/content)?$/);
  if (role === 'lead') await page.goto(`${app.url}/desk/content`);
  await page.getByRole('heading', { name: /Brouillons|Drafts/ }).waitFor();
  return page;
}
