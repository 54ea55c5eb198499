import { expect } from 'chai';
import { LANGUAGES } from '../../intents/text.ts';
import { knowledge } from '../helpers/app.ts';
import { findUnsafe } from '../helpers/find-unsafe.ts';

const domains = [...knowledge.academies.values()].flatMap((academy) => academy.domains);

describe('safety', () => {
  it('of every text in both languages, before any value is filled in', () => {
    const unsafe = LANGUAGES.flatMap((locale) =>
      knowledge.texts
        .keys(locale)
        // The title of an answer names what was asked, and the answer says no to it.
        .filter((key) => !/^answer\..*\.title$/.test(key))
        // The pages around the chat name the authorities that the law names.
        .filter((key) => !key.startsWith('site.'))
        .flatMap((key) =>
          findUnsafe(knowledge.texts.source(locale, key), domains).map((line) => `${locale} ${key}: ${line}`),
        ),
    );
    expect(unsafe).to.deep.equal([]);
  });

  it('of every fact of every academy', () => {
    for (const academy of knowledge.academies.values()) {
      const words = JSON.stringify({ ...academy, domains: [] }).replaceAll('"', ' ');
      expect(findUnsafe(words, domains), academy.id).to.deep.equal([]);
    }
  });

  it('catches what must never be said', () => {
    for (const text of [
      'Choisissez « accepter tous les certificats ».',
      'Acceptez le certificat proposé à la première connexion.',
      'If a certificate is offered, trust it and go on.',
      'Désactivez le chiffrement SSL/TLS.',
      'Turn off two-factor sign-in for a moment.',
      'Tapez ici votre mot de passe.',
      'Give me your NUMEN here, please.',
      'Write the code you received in this chat.',
      'Ignorez l’alerte du navigateur.',
      'Ouvrez www.messagerie-academique.com pour réinitialiser.',
      'Allez sur ac-lyon.fr.exemple.net.',
      'Supprimez le compte, puis recréez-le.',
      'Delete the account, then add it again.',
      'Transmettez votre demande depuis une adresse que vous ouvrez encore.',
      'Vous pouvez demander une personne à tout moment.',
    ]) {
      expect(findUnsafe(text, domains), text).not.to.be.empty;
    }
  });

  it('lets pass what forbids it, and our own hosts', () => {
    for (const text of [
      'N’acceptez pas ce certificat.',
      'L’option « accepter tous les certificats » reste désactivée.',
      'Never write a password here.',
      'Ouvrez convergence.ac-paris.fr ou messagerie.education.gouv.fr.',
    ]) {
      expect(findUnsafe(text, domains), text).to.deep.equal([]);
    }
  });
});
