import type { Page } from 'playwright-core';

/** Sets the text spacing of WCAG 1.4.12, by script: a policy forbids styles in the page. */
export const SPACING = `(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }');
  document.adoptedStyleSheets = [sheet];
})()`;

/** Whether what stands in the page would come out the same if it were read as HTML: nothing stands where it may not stand. */
export async function isWellNested(page: Page): Promise<boolean> {
  return (await page.evaluate(`(() => {
    const names = (root) => [...root.querySelectorAll('*')].map((one) => one.tagName + ' ' + one.parentElement?.tagName).join();
    const read = new DOMParser().parseFromString(document.documentElement.outerHTML.replace(/ style="[^"]*"/g, '').replace(/<style.*?<.style>/gs, '<style></style>'), 'text/html');
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    return names(read) === names(document) && new Set(ids).size === ids.length;
  })()`)) as boolean;
}

/** What makes a page scroll sideways, or is cut at its side. */
export async function sideways(page: Page): Promise<string[]> {
  return (await page.evaluate(`(() => {
    const wide = document.documentElement.scrollWidth > innerWidth ? ['the page'] : [];
    const cut = [...document.querySelectorAll('button, a, p, textarea, h1, h2, label')]
      .filter((one) => one.checkVisibility() && !one.closest('.unseen') && getComputedStyle(one).clipPath === 'none')
      .filter((one) => {
        const { left, right, width } = one.getBoundingClientRect();
        return width > 1 && (left < -1 || right > innerWidth + 1 || one.scrollWidth > one.clientWidth + 2);
      })
      .map((one) => one.tagName + ' ' + one.textContent.trim().slice(0, 40));
    return [...wide, ...cut];
  })()`)) as string[];
}
