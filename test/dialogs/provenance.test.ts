import { expect } from 'chai';
import { FACT_OF_VALUE, provenanceOf } from '../../dialogs/knowledge/provenance.ts';
import { knowledge } from '../helpers/app.ts';

/** Stands in for another fact, and is told under its name. */
const UNNAMED = ['lockoutPrecaution'];

describe('provenance', () => {
  it('knows a value for every fact of an academy, so that none loses its source or its date', () => {
    const facts = new Set(Object.values(FACT_OF_VALUE));
    for (const academy of knowledge.academies.values()) {
      for (const { fact } of provenanceOf(academy, 0).filter((one) => !UNNAMED.includes(one.fact))) {
        expect(facts.has(fact), `${academy.id}: ${fact}`).to.equal(true);
      }
    }
  });
});
