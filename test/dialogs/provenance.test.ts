import { expect } from 'chai';
import { provenanceOf, valuesOn } from '../../dialogs/knowledge/provenance.ts';
import { knowledge } from '../helpers/app.ts';

/** Stands in for another fact, and is told under its name. */
const UNNAMED = ['lockoutPrecaution'];

describe('provenance', () => {
  it('knows a value for every fact of an academy, so that none loses its source or its date', () => {
    for (const academy of knowledge.academies.values()) {
      for (const { fact } of provenanceOf(academy, 0).filter((one) => !UNNAMED.includes(one.fact))) {
        expect(valuesOn(fact), `${academy.id}: ${fact}`).not.to.deep.equal([]);
      }
    }
  });
});
