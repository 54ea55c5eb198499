import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** Switches of the package that would hide what a real browser forbids, or end it with its first page. */
const UNWANTED =
  /^--(disable-web-security|allow-running-insecure-content|disable-site-isolation-trials|single-process|no-zygote)/;

/** Starts the Chromium that comes as an npm package, with more switches where a test needs some. */
export async function launchBrowser(...more: string[]): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args.filter((argument) => !UNWANTED.test(argument)), ...more],
    headless: true,
  });
}
