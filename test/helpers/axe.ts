import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong with a page as it stands, one line each, with the first element concerned. */
export async function violations(page: Page | Frame): Promise<string[]> {
  if (!(await page.evaluate(`'axe' in window`))) await page.evaluate(source);
  const result = await page.evaluate(`axe.run({ resultTypes: ['violations'] })`);
  return (result as { violations: { id: string; help: string; nodes: { html: string }[] }[] }).violations.map(
    ({ id, help, nodes }) => `${id}: ${help} ${nodes[0]?.html.slice(0, 100)}`,
  );
}
