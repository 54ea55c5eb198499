import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import { NOBODY } from '../../dialogs/case/desk.ts';
import { beginConversation } from '../../src/turn/stored-conversation.ts';
import { redacted } from '../helpers/redacted.ts';
import { createTestStep, repliesOf } from '../helpers/step.ts';

const ROOT = join(import.meta.dirname, '../../dialogs/knowledge');
/** Texts of pages, which nobody reads in Teams. */
const PAGES = ['chat', 'content_room', 'desk', 'door', 'embed', 'site'];
const OPEN_PAGE =
  /(cette|la) page ouverte|page reste ouverte|onglet ouvert|(this|the) (page|tab) (stays )?open|leave it open/i;
const CHOSEN = /\{channel, select, teams \{([^{}]*)\} other \{[^{}]*\}\}/g;

describe('what is said in Teams', () => {
  it('speaks of no page or tab that has to stay open', () => {
    const files = globSync(['locales/*/*.yaml', 'answers/*.yaml'], { cwd: ROOT }).filter(
      (name) => !PAGES.includes(basename(name, '.yaml')),
    );
    expect(files.length).to.be.greaterThan(100);
    const spoken = files.flatMap((name) =>
      readFileSync(join(ROOT, name), 'utf8')
        .replaceAll(CHOSEN, '$1')
        .split('\n')
        .filter((line) => OPEN_PAGE.test(line))
        .map((line) => `${name}: ${line.trim()}`),
    );
    expect(spoken).to.deep.equal([]);
  });

  it('is that the bot writes by itself when a wait is over; on a page, that the page has to stay', () => {
    const step = createTestStep();
    const waitIn = (channel: 'webchat' | 'teams') => {
      const desk = { ...NOBODY, channel };
      let told = step(beginConversation('fr', 'paris'), { type: 'joined' }, 0, desk);
      for (const text of ['compte bloqué', 'à l’instant'])
        told = step(told.stored, { type: 'message', text: redacted(text), found: [] }, 0, desk);
      return repliesOf(told)
        .map(({ text }) => text)
        .join(' ');
    };
    expect(waitIn('webchat')).to.match(/page (reste )?ouverte/);
    expect(waitIn('teams'))
      .to.include('Je vous préviendrai ici.')
      .and.not.to.match(/page|onglet/);
  });
});
