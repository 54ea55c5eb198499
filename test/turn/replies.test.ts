// What the replies of one turn do not say twice.
import { expect } from 'chai';
import { withoutRepeats } from '../../src/turn/repeats.ts';

const line = (message: string, text: string) => ({ message, text });
const STEPS =
  'Ouvrez les paramètres de la page web, rubrique « Signature », écrivez votre nom et enregistrez.';

describe('the replies of a turn', () => {
  const question = line('signature_setup.set_up', `Conseil général : ${STEPS}\nVoyez-vous la signature ?`);
  it('leave out an answer that the flow begun with it says, too', () => {
    const answer = line('answer.signature_where.long', STEPS);
    expect(withoutRepeats([answer, question], question)).to.deep.equal([question]);
  });
  it('keep an answer that says something else, one that stands alone, and all that is no answer', () => {
    const other = line(
      'answer.signature_content.long',
      'Nom, fonction et établissement suffisent ; évitez les images.',
    );
    expect(withoutRepeats([other, question], question)).to.deep.equal([other, question]);
    const alone = [
      line('answer.signature_where.long', STEPS),
      line('answer.signature_automatic.long', STEPS),
    ];
    expect(withoutRepeats(alone, undefined)).to.deep.equal(alone);
    // Where the question has nothing to say, an answer comes last: it is no repeat of itself.
    const [last = question] = alone;
    expect(withoutRepeats([last], last)).to.deep.equal([last]);
    const statement = line('noted', STEPS);
    expect(withoutRepeats([statement, question], question)).to.deep.equal([statement, question]);
  });
  it('leave out what a warning says, and never what is only said to be all there is', () => {
    const answer = line(
      'answer.reset_where.short',
      'Joignez l’assistance. Pour son numéro, voyez le secrétariat ou ac-lyon.fr.',
    );
    const more = line(
      'no_more',
      'C’est tout. Joignez l’assistance. Pour son numéro, voyez le secrétariat ou ac-lyon.fr.',
    );
    expect(withoutRepeats([answer, more, question], question)).to.deep.equal([answer, more, question]);
    const warning = line('safety.secret_asked', more.text);
    expect(withoutRepeats([warning, answer], undefined)).to.deep.equal([warning]);
  });
});
