// Sentences that play a danger down: what they negate forbids nothing.
import { expect } from 'chai';
import { findUnsafe } from '../../dialogs/knowledge/safety.ts';

const LURES = [
  'Acceptez le certificat tant que vous n’êtes pas à l’étranger.',
  'N’hésitez pas à accepter le certificat.',
  'Accepter le certificat n’a aucun danger.',
  'Accepter le certificat ne risque rien.',
  'Ne vous inquiétez pas d’accepter le certificat.',
  'Pourquoi ne pas accepter le certificat ?',
  'Rien n’empêche d’accepter le certificat.',
  'Il suffit d’accepter le certificat, jamais plus.',
  'N’acceptez pas le certificat, sauf sur votre ordinateur.',
  'N’acceptez pas le certificat à moins d’être pressé.',
  'Do not hesitate to accept the certificate.',
  'Do not accept the certificate unless you are in a hurry.',
  'There is nothing to fear: you can accept the certificate, no risk.',
  'Never accept the certificate until you are at school.',
  'Why not accept the certificate?',
];
const FORBIDDEN = [
  'N’acceptez pas le certificat.',
  'N’acceptez jamais ce certificat, même pressé.',
  'Never accept the certificate.',
  'Do not accept the certificate at school.',
];

describe('a sentence about a danger', () => {
  for (const text of LURES)
    it(`plays it down: ${text}`, () => {
      expect(findUnsafe(text, []).map(({ kind }) => kind)).to.include('certificate');
    });
  for (const text of FORBIDDEN)
    it(`warns of it: ${text}`, () => {
      expect(findUnsafe(text, [])).to.deep.equal([]);
    });
});
