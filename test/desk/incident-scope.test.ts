import { expect } from 'chai';
import { SEVERITIES, SYSTEMS } from '../../dialogs/case/incident.ts';
import type { Actor } from '../../src/desk/cases/types.ts';
import { answersFor, concerns, maySpeakFor } from '../../src/desk/incidents/scope.ts';
import type { IncidentRow } from '../../src/store/queries/index.ts';
import { knowledge } from '../helpers/app.ts';

const lead = (academies: Actor['academies']): Actor => ({
  ...{ id: 'l', name: 'Léa', role: 'lead', academies, groups: [] },
});
const incident = (academies: readonly string[] | '*') =>
  ({
    ...{ id: 'i', fr: 'Panne.', en: 'Outage.', academies: JSON.stringify(academies) },
    ...{ system: Object.keys(SYSTEMS)[0], severity: SEVERITIES[0] },
  }) as unknown as IncidentRow;

describe('an incident of several academies', () => {
  it('is shown to whoever has one of them, and lifted by whoever answers for all', () => {
    const both = incident(['paris', 'lyon']);
    for (const [academies, shown, lifts] of [
      [['paris'], true, false],
      [['paris', 'lyon'], true, true],
      [['aix-marseille'], false, false],
      ['*', true, true],
    ] as const) {
      expect(concerns(lead(academies), both), `${academies}`).to.equal(shown);
      expect(answersFor(lead(academies), both), `${academies}`).to.equal(lifts);
    }
    expect(concerns(lead(['paris']), incident('*'))).to.equal(true);
    expect(answersFor(lead(['paris']), incident('*'))).to.equal(false);
  });

  it('is told by whoever may speak for all of them, each of which there is', () => {
    expect(maySpeakFor(lead(['paris', 'lyon']), ['paris', 'lyon'], knowledge)).to.equal(true);
    expect(maySpeakFor(lead(['paris']), ['paris', 'lyon'], knowledge)).to.equal(false);
    expect(maySpeakFor(lead('*'), ['atlantis'], knowledge)).to.equal(false);
    expect(maySpeakFor(lead(['paris']), '*', knowledge)).to.equal(false);
  });
});
