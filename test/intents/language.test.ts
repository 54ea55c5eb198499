import { expect } from 'chai';
import { readLanguage } from '../../intents/text.ts';

describe('the language of a locale', () => {
  it('is the one that is spoken here, whatever its region and case, and French otherwise', () => {
    for (const code of ['en', 'EN', 'en-GB', ' en_US']) expect(readLanguage(code), code).to.equal('en');
    for (const code of ['fr', 'fr-CA', 'de', 'enfin', '', null, undefined]) {
      expect(readLanguage(code), String(code)).to.equal('fr');
    }
  });
});
