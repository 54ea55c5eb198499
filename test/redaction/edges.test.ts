// Lines on the edge of a rule, in pairs where they can be: what just goes beside what just stays. A rule that is moved by one shows here.
import { expect } from 'chai';
import { announcedIn, redactAnnounced } from '../../src/redaction/announced.ts';
import { foldCharacter } from '../../src/redaction/characters.ts';
import { redact } from '../../src/redaction/redact.ts';

/** What goes stands in brackets. */
const LINES: Readonly<Record<string, readonly string[]>> = {
  'codes behind codes': [
    'mon code [4821] et les 6 chiffres [905338]',
    'mon code [4821] puis [905338]',
    'mon code [4821] puis 2024',
    'mon otp refusé [482 913]',
    'je vois [482913] sur la clé',
    'je vois 482913 mails',
    'oui [559201]',
    'oui, ma salle est la 559201',
  ],
  'recovery codes': [
    'codes de secours [4821 9374] puis INC0012345',
    'codes de secours [12345678]',
    'clé bitlocker [105874-482913-220319-660127-391204-718253-004928-559201]',
    'clé de secours [004928-559201]',
    'codes de secours 123456',
    'codes de secours 2024-2025',
    'codes de récupération [RT5B ABCD]',
    'codes de récupération SONT TOUS PERDUS',
    'codes de récupération jamais reçus depuis 2024',
  ],
  'numbers of the social security, of Corsica without their key': [
    '[1 85 05 2A 588 157]',
    'voici [269122B033042]',
    '1 85 05 2C 588 157',
  ],
  'links that let somebody in': [
    'https://portail.ac-lyon.fr/reset/[123e4567-e89b-12d3-a456-426614174000]',
    'https://portail.ac-lyon.fr/activation/[AbCdEfGhIj]',
    'https://portail.ac-lyon.fr/reset/etape2',
    'https://portail.ac-lyon.fr/reset/formulaire puis https://portail.ac-lyon.fr/reset/[9f86d081884c]',
    'https://portail.ac-lyon.fr/init/[c29ydGllLWRlLXNlY291cnM]',
    'https://portail.ac-lyon.fr/initialisation/accueil',
  ],
  'the same word with another number': [
    "avant c'était [licorne12] maintenant [licorne13]",
    "avant c'était windows10 maintenant windows11",
    "avant c'était semaine12 maintenant semaine13",
    'avant la 3e1 maintenant la 3e2',
    'my password was [Kestrel1], I changed it to [Kestrel2]',
  ],
  'the shape of a password': [
    'mdp jdupont/[Soleil2024]',
    'jdupont/[Soleil2024]',
    '[Abcde1f]',
    'Abcd1e',
    '[Abcd12]',
    '[chat$noir]',
    'ch$no',
    '[Soleil-2024]',
    '123!45',
    'password: [password]',
    'mon pass [hunter2]',
    'code : [hunter2]',
  ],
  'a password before its name': [
    "j'ai mis [Chocolat12] pour le mdp",
    "j'ai mis chocolat pour le mdp",
    "j'utilise [chocolat] comme mot de passe",
    'identifiant : jdupont mdp : [Soleil24]',
    'mon login jdupont / [Soleil24]',
  ],
  'dates of birth': [
    'mot de passe [12/06/1985]',
    'mot de passe [12/06/2012]',
    'mot de passe 12/06/2013',
    'mot de passe changé le 12/06/1985',
    'mot de passe : [12/06/2024]',
    'mon mot de passe est ma date de naissance [12 juin 1985]',
    'anniversaire le 12/06/1985',
  ],
  'headers and answers': [
    'Authorization: Bearer [abc123def456]',
    'Authorization: manquant',
    'token: expired',
    'le nom de mon chien est [Rex]',
    'ma question secrète c’est le nom de mon chien et la réponse est [Médor]',
    'la réponse secrète est refusée',
  ],
  'on a line of its own': [
    'bonjour\nvoici mes accès\njdupont / [Soleil2024!]',
    'mon compte\n\njdupont / [Soleil2024!]',
    'jdupont\n[Soleil2024!]',
    'bonjour\njdupont\n[Soleil2024!]',
    'bonjour,\n  [Soleil$2024]  \nmerci',
    'bonjour\njdupont\nSoleil2024',
    'bonjour\nC’est bon !\nMerci',
    'bonjour\n12/03/2026 !',
    'bonjour\nhttps://exemple.fr/?a=B1',
    '12 Soleil2024!',
    '2B Soleil2024',
  ],
  'a password and a complaint': [
    '[Azerty12!] la page se recharge sur le portail',
    'le modem Sagem12! clignote depuis lundi',
    'le modem Sagem12! marche plus',
    '[Abcd12] marche plus',
    'Abc12 marche plus',
    'Soleil2 marche plus',
    'Soleil12345 marche plus',
    '[Soleil24] marche plus',
    'soleil24 marche plus',
    '[Jean-Pierre24] marche plus',
    'JEAN-PIERRE24 marche plus',
  ],
  'behind a label and a link': [
    'mon mdp oublié [soleil24]',
    'mdp de ma boite pro [Soleil2024]',
    'mon mdp, quelque chose comme soleil24',
    'mon mdp est [capucine] parfois',
    'mon mdp est [capucine].',
    'mon mdp est capucine qui marche',
    'mon mdp est capucine quintuple',
    'mon mdp est perdu, 1234',
    'mon mdp est [1234] depuis hier',
    'mon mdp 1234 élèves',
    'mon mdp : [12]',
    'mdp [20267]',
    'mot de passe oublié 1234',
  ],
  'how far a value may stand from its name': [
    'mot de passe de la boite pro perso [Abcd12]',
    'mot de passe de la boite pro perso Abcde1',
    'mot de passe de la boite pro perso ab1!c',
    'mot de passe de la boite pro perso [abc1!d]',
    'mot de passe de la boite du bureau de ma soeur [Soleil2024!]',
    'mon mdp est refusé 1234',
    'mon mdp est de 1234',
    'mon pass [hunter2]',
    'mon pass culture [hunter2]',
    'mon pass culture jeune hunter2',
    'pass [hunter2]',
    '[azerty12] pour mon mdp',
    'abc1 pour mon mdp',
  ],
  'values in pairs, in quotes, and typed': [
    'login jdupont et puis mon mdp [chocolat]',
    'identifiant jdupont / mdp [Soleil]',
    'ancien mdp [Tulipe] et nouveau mdp [Jasmin]',
    'ancien mdp Tulipe et cela depuis hier nouveau mdp Jasmin',
    'mon mdp "[Soleil]"',
    'mon mdp "[Soleil levant]"',
    'je tape azerty1',
    'je tape [azerty1a]',
    'je tape [azerty12]',
    'code secret [14/07/1982]',
    'code 14/07/1982',
    '[1 85 05 78 006 084]',
    '185057800608',
    'mon code [4 8 2 9 1 3]',
  ],
  'weak passwords beside a label': [
    'mdp [azerty]',
    'mdp [qwertyuiop]',
    'mdp [poiuy]',
    'mdp [aaaaa]',
    'mdp aaaa',
    'mdp xxxxx',
    'mdp azer-ty',
    'mot de passe [doudou]',
    'MDP [CHOUCHOU]',
    'mon mdp [soleil] ne marche plus',
    'password [letmein] rejected',
    'password for outlook [azerty]',
    'mot de passe de la messagerie [azerty]',
    'mot de passe de ma boite perso azerty',
    'mot de passe oublié doudou',
    'le mdp doudou ?',
    "j'ai perdu mon mot de passe, princesse",
    'mot de passe (chouchou)',
    'mon pass [azerty]',
    'pass azerty',
    'mon code azerty',
    '[azerty] comme mdp',
    'mdp messagerie [licorne]',
    '[licorne] comme mdp',
    "[doudou] c'est mon mdp",
    'doudou pour mon mdp',
    'azerty ou qwerty pour le mdp',
    'mot de passe en azerty',
    'mdp azerty ou qwerty ?',
    'clavier azerty, mdp refusé',
    'mdp clavier azerty',
    'mon mot de passe azerty, avec un clavier qwerty',
    'mon mot de passe [soleil], avec un clavier qwerty',
    'azerty',
  ],
  'numbers that are no card': [
    '[2221000000000009]',
    '2220000000000000',
    '[2720999999999996]',
    '2721000000000004',
    '[3528000000000007]',
    '3527000000000008',
    '[3589000000000003]',
    '3590000000000000',
    '[6011000000000004]',
    '6012000000000003',
    '[6440000000000005]',
    '6430000000000007',
    '[6200000000000005]',
    '[5018000000000009]',
    '5000000000000009',
    '[5893000000000009]',
    '[6760000000000007]',
    '6770000000000005',
    '[378282246310005]',
    '350000000000006',
    '39860733300059',
    'carte [30123456789019]',
    '30123456789019',
    'carte [4222222222222]',
    '4222222222222',
    'référence 5500000000000004',
    'n° de contrat 4242424242424242',
    'commande payée par carte [4242424242424242]',
    'ma carte [1234567812345678]',
    'ma carte 123456781234567',
    '3456723456723456',
    'dossier 7654 3276 5432 7654',
    'la clé [JBSWY3DPEHPK3PXP]',
    '[JBSWY3DPEHPK3PXP]',
    'ANTICONSTITUTIONNELLEMENT 2',
  ],
  'a value that begins as its label does': [
    'password: [password1]',
    'my password is [password1]',
    'password is [Password1!]',
    'mot de passe: [password1] refusé',
    'mon mdp est [mdp1]',
    'mot de passe : mot de passe 2 refusé',
    'password 1: password 2:',
    'the password is password protected',
    'mdp : mdp oublié',
  ],
  'one more, and one less': [
    'mon code [4821] et les chiffres [905338]',
    'LDAP: error\n code 49 - 80090308: LdapErr',
    'NUMEN : [05E9504213XYZ]\nTél : 12 34 56 78\nMail : [jean.dupont]@ac-lyon.fr',
    'Tél : [01 12 34 56 78]',
    '[00 33 6 12 34 56 78] [00 33 6 12 34 56 78]',
    'secu : 7723456789012345',
    'https://portail.ac-lyon.fr/reset/etape77',
    '[FR76 6000 0112 3456 7890 1] merci',
    'mon mdp "[Soleil]',
    'mdp oublié « « [Tulipe44] »',
    'mdp 234! refusé',
    'je tape encore toujours [azerty12]',
    'je tape encore encore toujours bien azerty12',
    "j'ai mis [Chocolat12] pour le mdp?",
    'mon mdp est [capucine]\n qui marche',
  ],
  'seen once another secret is hidden': [
    "j'ai mis [Ardoise!1] à la place de [Ardoise!0]",
    'le nom de jeune fille de ma mère est [Kowalski] mdp : [zoé]',
    'réponse secrète : [Ratatouille] mot de passe : [motdepasse]',
    'secu : [1234567890123] [1 85 05 78 006 084 36]',
    'ça marche pas [Printemps2023*] i typed [Winter2025] and it said no',
  ],
  'addresses and accounts': [
    '[Camille.Martin]@ac-lyon.fr et [c.martin@gmail.com]',
    'nom.prenom@ac-lyon.fr',
    '[FR76 3000 6000 0112 3456 7890 189]',
    '[1 85 05 78 006 084 36]',
    '[4242 4242 4242 4242]',
    '[5500000000000004]',
    '5500000000000005',
  ],
};

describe('what the message before announced', () => {
  const announced = (text: string) => announcedIn(redact(text).text);
  it('is announced by saying that one gives it, and not by saying that one does not', () => {
    expect(announced('I type my password')).to.equal('password');
    expect(announced('I never type my password')).to.equal(undefined);
    expect(announced('je mets comme mot de passe')).to.equal('password');
    expect(announced('je mets quoi comme mot de passe')).to.equal(undefined);
  });
  it('is announced by the last line of a message, whatever stands before or behind it', () => {
    expect(announced('bonjour\nmot de passe')).to.equal('named');
    expect(announced('bonjour\nmon mot de passe est\n ')).to.equal('password');
    expect(announced('mon mot de passe est\nmerci')).to.equal(undefined);
    expect(announced('bonjour, mot de passe')).to.equal(undefined);
  });
  it('is announced by no question', () => {
    for (const asked of [
      'mon mot de passe est ?',
      'mot de passe ?',
      'mon code pin est ?',
      'voici mon mot de passe ?',
    ])
      expect(announced(asked), asked).to.equal(undefined);
  });
  it('is one word behind the bare name for it, with white space around it or not', () => {
    const hidden = (text: string) => redactAnnounced(redact(text).text, 'named').text;
    expect(hidden('castor\n')).to.equal('[•••]');
    expect(hidden('castor castor')).to.equal('castor castor');
    expect(hidden('abc')).to.equal('abc');
    expect(hidden('castor ?')).to.equal('castor ?');
  });
  it('is not looked for in a long message, which says something of its own', () => {
    const hidden = (text: string) => redactAnnounced(redact(text).text, 'password').text;
    const story = 'gribouille je ne sais plus depuis quand ni pourquoi cela fait'.slice(0, 60);
    expect(hidden(story)).to.not.include('gribouille');
    expect(hidden(`${story}x`)).to.equal(`${story}x`);
  });
  it('is a phrase of ordinary words for a password alone, and no question or complaint', () => {
    const hidden = (text: string, kind: 'password' | 'numen' | 'one_time_code' = 'password') =>
      redactAnnounced(redact(text).text, kind).text;
    expect(hidden('coucou les amis')).to.equal('[•••]');
    expect(hidden('coucou les amis', 'numen')).to.equal('coucou les amis');
    expect(hidden('coucou les amis', 'one_time_code')).to.equal('coucou les amis');
    expect(hidden('ça ne marche plus')).to.equal('ça ne marche plus');
  });
  it('is not looked for where the secret is hidden already', () => {
    const { text } = redact('Framboise, mdp : Licorne75');
    expect(redactAnnounced(text, 'password')).to.deep.equal({ text, found: [] });
  });
});

describe('one plain spelling', () => {
  const FOLDED: readonly (readonly [characters: string, plain: string])[] = [
    ['\u{1f150}\u{1f169}', 'AZ'],
    ['\u{1f170}\u{1f189}', 'AZ'],
    ['\u{1f14f}\u{1f16a}\u{1f18a}', 'WCMC\u{1f18a}'],
    ['①Ａ𝐛é', '1Abe'],
    ['\u200b\u0301\u20e3', ''],
    ['\u00a0\u2003\t', '   '],
    ['\r\u2028', '\n\n'],
    ['½`´’', "1/2'''"],
    ['аοᴋ', 'aok'],
    ['漢', '漢'],
  ];
  for (const [characters, plain] of FOLDED)
    it(`has ${JSON.stringify(characters)}`, () => {
      // A second time it is remembered.
      for (let time = 0; time < 2; time++)
        expect([...characters].map(foldCharacter).join('')).to.equal(plain);
    });
});

describe('on the edge of a rule', () => {
  for (const [rule, lines] of Object.entries(LINES)) {
    describe(rule, () => {
      for (const line of lines) {
        it(line, () => {
          const typed = line.replaceAll(/[[\]]/g, '');
          expect(redact(typed).text).to.equal(line.replaceAll(/\[[^\]]*\]/g, '[•••]'));
        });
      }
    });
  }
});
