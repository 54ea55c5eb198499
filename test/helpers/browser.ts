import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** Switches of the package that would hide what a real browser forbids, end it with its first page, or draw on a graphics card in software. */
const UNWANTED =
  /^--(disable-web-security|allow-running-insecure-content|disable-site-isolation-trials|single-process|no-zygote|use-gl|use-angle|enable-unsafe-swiftshader|ignore-gpu-blocklist|in-process-gpu)/;

/** Starts the Chromium that comes as an npm package, with more switches where a test needs some. */
export async function launchBrowser(...more: string[]): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args.filter((argument) => !UNWANTED.test(argument)), ...more, '--disable-gpu'],
    headless: true,
  });
}
