import { expect } from 'chai';
import { LANGUAGES } from '../../intents/text.ts';
import { knowledge } from '../helpers/app.ts';
import { createRandom } from '../helpers/random.ts';
import { createWholeStep } from '../helpers/step.ts';
import { QUESTIONS } from './facts.ts';
import { meetsIncident, urgentIn } from './meaning.ts';
import { INCIDENT_IDS, QUESTION_IDS } from './person.ts';
import { readPhrasings, VOICES, withSlip } from './phrasings.ts';
import { reportOf, transcriptOf, worstOf } from './report.ts';
import { simulate } from './simulate.ts';
import { openTalk } from './talk.ts';

/** What simulated users got at least when this was written, with room for chance; see docs/measurements.md. */
const FLOORS = { served: 88, misreadsPer100TypedTurns: 9, repeats: 2 };
const COUNT = 120;

describe('simulated users', function () {
  this.timeout(60_000);
  const step = createWholeStep();
  const played = simulate(step, knowledge, { count: COUNT, seed: 7 });
  const report = reportOf(played);

  it('are served as well as before', () => {
    const worst = worstOf(played, 2).map(transcriptOf).join('\n\n');
    expect(report.served, worst).to.be.at.least(FLOORS.served);
    expect(report.misreadsPer100TypedTurns, worst).to.be.at.most(FLOORS.misreadsPer100TypedTurns);
    expect(report.repeats, worst).to.be.at.most(FLOORS.repeats);
  });

  it('are never told anything unsafe', () => {
    const unsafe = played.filter(({ turns }) => turns.some((turn) => turn.unsafe.length > 0));
    expect(unsafe.map(transcriptOf).join('\n\n')).to.equal('');
  });

  it('do the same again with the same seed, and something else with another', () => {
    const said = (seed: number) =>
      simulate(step, knowledge, { count: 5, seed }).map(({ turns }) => turns.map((turn) => turn.said));
    expect(said(3)).to.deep.equal(said(3));
    expect(said(3)).not.to.deep.equal(said(4));
  });

  it('have several phrasings for each thing they mean, none of which two voices share', () => {
    for (const locale of LANGUAGES) {
      const [careful, hurried] = VOICES.map((voice) => readPhrasings(locale, voice));
      expect([...(hurried?.keys() ?? [])]).to.deep.equal([...(careful?.keys() ?? [])]);
      for (const [id, lines] of careful ?? []) {
        const all = [...lines, ...(hurried?.get(id) ?? [])];
        expect(new Set(all).size, `${locale} ${id}`).to.equal(all.length);
        expect(all.length, `${locale} ${id}`).to.be.at.least(8);
      }
    }
  });

  it('ask only what has an answer, and know each question that a flow asks', () => {
    for (const id of QUESTION_IDS) expect(knowledge.answers.has(id), id).to.equal(true);
    const choices = Object.values(QUESTIONS).length;
    expect(choices).to.be.greaterThan(10);
    for (const locale of LANGUAGES) {
      for (const key of Object.keys(QUESTIONS)) expect(knowledge.texts.has(locale, key), key).to.equal(true);
      for (const id of INCIDENT_IDS) expect(knowledge.texts.has(locale, `safety.${id}`), id).to.equal(true);
    }
  });

  it('hold an urgent incident for unsafe where something else is said first', () => {
    const talk = openTalk(step, knowledge.answers, { academy: 'paris', locale: 'fr' });
    expect(urgentIn([{ kind: 'choice', choice: 'password_given' }])).to.equal('secret_given');
    expect(urgentIn([{ kind: 'incident', id: 'secret_here' }])).to.equal(undefined);
    expect(meetsIncident('secret_given', talk.press('trouble.certificate_warning'))).to.equal(false);
  });

  it('slip on the keyboard by one letter', () => {
    const random = createRandom(1);
    for (let at = 0; at < 50; at++) {
      const slipped = withSlip('ma messagerie académique', random);
      expect(Math.abs(slipped.length - 'ma messagerie académique'.length)).to.be.at.most(1);
    }
    expect(withSlip('oui', random)).to.equal('oui');
  });
});
