import { lastResort, remedy } from '../say.ts';
import { dialog } from '../setup.ts';

/** The page stays blank, loops or shows an old version: the browser's own causes, the most frequent first. */
export const browserBlocked = dialog.createStateConfig({
  initial: 'private_window',
  states: {
    // A test, and no cure: if the page shows there, saved data are in its way; if not, they are not.
    private_window: remedy('browser_blocked.private_window', {
      worked: 'cache',
      failed: 'extensions',
      family: 'private_window',
      sooner: { slot: 'blocker', target: 'extensions' },
      slot: { name: 'privateWindow', choices: { works: 'yes' } },
    }),
    cache: remedy('browser_blocked.cache', { failed: 'extensions', family: 'cache' }),
    extensions: remedy('browser_blocked.extensions', { failed: 'browser', family: 'extensions' }),
    browser: remedy('browser_blocked.browser', { failed: 'clock', family: 'other_browser' }),
    clock: remedy('browser_blocked.clock', { failed: 'support', family: 'clock' }),
    support: lastResort('browser_blocked.support'),
  },
});
