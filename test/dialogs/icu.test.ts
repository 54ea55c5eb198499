import { expect } from 'chai';
import { IntlMessageFormat } from 'intl-messageformat';
import { compileMessage } from '../../dialogs/knowledge/icu.ts';
import { LANGUAGES } from '../../intents/text.ts';

const VALUES = { count: 1, many: 1200, who: 'Zoé', kind: 'other' };

describe('a compiled message', () => {
  it('says what IntlMessageFormat makes of it', () => {
    for (const text of [
      'Bonjour {who}',
      '{count, plural, one {# essai} other {# essais}}, {many, plural, one {# fois} other {# fois}}',
      '{many, plural, offset:1 =1 {seul} other {et # autres}}',
      '{kind, select, sms {par SMS} other {pour {who}, {count, selectordinal, one {#re} other {#e}} fois}}',
      '{many, number} / {count, number, ::percent}',
      "l''accolade reste",
    ]) {
      for (const language of LANGUAGES) {
        const whole = String(new IntlMessageFormat(text, language).format(VALUES));
        expect(compileMessage(text, language)(VALUES), text).to.equal(whole);
      }
    }
  });

  it('is refused where it is no valid one, and where a value is missing', () => {
    expect(() => compileMessage('{count, plural, one {x}', 'fr')).to.throw(SyntaxError);
    expect(() => compileMessage('Bonjour {who}}', 'fr')).to.throw(SyntaxError);
    expect(() => compileMessage("l''accolade '{' reste", 'fr')).to.throw(SyntaxError);
    expect(() => compileMessage('Bonjour {who}', 'fr')({})).to.throw('who');
  });
});
