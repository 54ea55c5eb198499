// Whose each place in the content is, and what nobody may publish.
import { expect } from 'chai';
import { ownerOfChange } from '../../src/publishing/scope.ts';

describe('a place in the content', () => {
  const PLACES: readonly (readonly [file: string, path: readonly string[], owner: string | undefined])[] = [
    ['academies/paris.yaml', ['facts', 'lockout', 'value'], 'paris'],
    ['academies/la-reunion.yaml', ['facts', 'lockout'], 'la-reunion'],
    ['academies/other.yaml', ['facts', 'lockout'], '*'],
    ['academies/paris.yaml', ['facts'], undefined],
    ['academies/paris.yaml', ['domains', '0'], undefined],
    ['academies/paris.yaml', [], undefined],
    ['hours/academies/paris.yaml', ['weekly'], 'paris'],
    ['hours/academies/other.yaml', ['weekly'], '*'],
    ['hours/school-holidays.yaml', [], '*'],
    ['sources.yaml', ['paris_help'], 'any'],
    ['sources.yaml', [], undefined],
    ['answers/lockout_why.yaml', [], '*'],
    ['answers/Lockout.yaml', [], undefined],
    ['locales/fr/talk.yaml', ['welcome'], '*'],
    ['locales/fr/talk.yaml', [], undefined],
    ['locales/de/talk.yaml', ['welcome'], undefined],
    ['follow-ups.yaml', ['x'], undefined],
  ];
  for (const [file, path, owner] of PLACES)
    it(`${[file, ...path].join(' ')} is ${owner === undefined ? 'nobody’s to publish' : `of ${owner}`}`, () => {
      expect(ownerOfChange({ file, path: [...path] })).to.equal(owner);
    });
  it('is the program’s where its releases bring the texts', () => {
    for (const name of ['chat', 'command', 'content_room', 'desk', 'embed', 'sign_in', 'site', 'teams'])
      for (const language of ['fr', 'en'])
        expect(ownerOfChange({ file: `locales/${language}/${name}.yaml`, path: ['x'] }), name).to.equal(
          undefined,
        );
  });
});
