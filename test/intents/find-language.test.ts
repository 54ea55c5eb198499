import { expect } from 'chai';
import { findLanguage, firstLanguage } from '../../intents/find-language.ts';
import { readLanguage } from '../../intents/text.ts';

describe('the language of a code', () => {
  it('is found in every spelling of a locale', () => {
    for (const code of ['en', 'EN', 'en-GB', 'en_US', ' en '])
      expect(findLanguage(code), code).to.equal('en');
    for (const code of ['', 'de', 'english', 'fra', '*', null, undefined])
      expect(findLanguage(code), String(code)).to.equal(undefined);
  });

  it('is French where there is none, and the same as what is found elsewhere', () => {
    for (const code of ['fr', 'fr-CA', 'en', 'en-GB', 'EN_us', 'de', '', null, undefined])
      expect(readLanguage(code), String(code)).to.equal(findLanguage(code) ?? 'fr');
  });

  it('is the first of a list that there is', () => {
    expect(firstLanguage('de-DE, en-GB;q=0.9, fr;q=0.8')).to.equal('en');
    expect(firstLanguage('fr;q=0.8,en')).to.equal('fr');
    expect(firstLanguage('*')).to.equal(undefined);
    expect(firstLanguage('')).to.equal(undefined);
  });
});
