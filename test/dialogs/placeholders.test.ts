import { expect } from 'chai';
import { initialContext } from '../../dialogs/chart/context.ts';
import { valuesOf } from '../../dialogs/knowledge/values.ts';
import { LANGUAGES } from '../../intents/text.ts';
import { cannedReplies } from '../../src/desk/cases/canned-replies.ts';
import { shipped as knowledge } from '../helpers/content.ts';

const NOW = Date.UTC(2026, 10, 23, 8, 0);

describe('placeholders', () => {
  it('have a value in every reply at the ready, for every academy', () => {
    for (const locale of LANGUAGES) {
      for (const academy of [...knowledge.academies.keys(), null]) {
        const replies = cannedReplies(knowledge, { academy, trouble: null }, locale, NOW);
        expect(replies, `${academy} ${locale}`).not.to.deep.equal([]);
      }
    }
  });

  it('of texts that name what is known of an academy are in snake_case', () => {
    const names = Object.keys(valuesOf(initialContext('paris'), knowledge, 'fr', NOW));
    expect(names.filter((name) => !/^[a-z]+(_[a-z0-9]+)*$/.test(name))).to.deep.equal([]);
  });
});
