import { expect } from 'chai';
import { extractEntities } from '../../intents/entities.ts';
import { createFindAcademy, placesOf } from '../../intents/find-academy.ts';
import { isOneSlipAway, strangePlace } from '../../intents/misspelt-place.ts';
import { knowledge } from '../helpers/app.ts';

describe('entities', () => {
  const names = [...knowledge.academies.values()];
  const findAcademy = createFindAcademy(names);
  const find = (text: string) => extractEntities(text, findAcademy);

  it('find the academy by its places, adjectives, domains and offices', () => {
    const cases: [string, string | undefined][] = [
      ['je suis à Paris', 'paris'],
      ['rectorat de Marseille', 'aix-marseille'],
      ['ACADEMIE D’AIX-MARSEILLE', 'aix-marseille'],
      ['aix', 'aix-marseille'],
      ['prof à Villeurbanne', 'lyon'],
      ['[•••]@ac-lyon.fr', 'lyon'],
      ['https://convergence.ac-paris.fr/login', 'paris'],
      ['webmail.ac-aix-marseille.fr ne répond pas', 'aix-marseille'],
      ['my academy is Lyon', 'lyon'],
      ['mdp expiré', undefined],
      ['comparison of passwords', undefined],
    ];
    for (const [text, academy] of cases) expect(find(text).academy, text).to.equal(academy);
  });

  it('hold an ordinary word for a place only behind a word of place, also where it is an academy of ours', () => {
    const withNice = [...names, { id: 'nice', places: ['nice'], domains: ['ac-nice.fr'] }];
    expect(extractEntities('nice, it works', createFindAcademy(withNice)).academy).to.equal(undefined);
    expect(extractEntities('académie de Nice', createFindAcademy(withNice)).academy).to.equal('nice');
  });

  it('forgive one slip of the keyboard where a place is to be expected', () => {
    for (const [text, academy] of [
      ['académie de Marseile', 'aix-marseille'],
      ['marsaille', 'aix-marseille'],
      ['rectorat de lyno', 'lyon'],
      ['pairs', 'paris'],
      ['academie de versaille', 'other'],
      ['créteill', 'other'],
    ] as const) {
      expect(find(text).academy, text).to.equal(academy);
    }
    expect(find('un pari perdu').academy).to.equal(undefined);
    expect(find('the lion sleeps').academy).to.equal(undefined);
  });

  it('tell other academies from ordinary words', () => {
    for (const text of [
      'académie de Nice',
      'je suis à Nice',
      'Nice',
      'je travaille à Créteil',
      'ac-versailles.fr',
      'from Tours',
      'rectorat de Lille',
    ]) {
      expect(find(text).academy, text).to.equal('other');
    }
    for (const text of [
      'nice, it works',
      'that is nice',
      'deux tours de clé',
      'la réunion de parents',
      'very nice of you',
    ]) {
      expect(find(text).academy, text).to.equal(undefined);
    }
  });

  it('find what blocks a page and whose network it is, where they are there', () => {
    for (const words of ['firefox avec uBlock', 'my ad blocker', "j'ai mis AdBlock", 'un bloqueur de pub'])
      expect(find(words), words).to.include({ blocker: 'ad_blocker' });
    expect(find('NoScript est installé')).to.include({ blocker: 'script_blocker' });
    expect(find('je passe par un VPN')).to.include({ blocker: 'vpn' });
    for (const words of ["je n'ai pas de bloqueur", 'no ad blocker here', 'mon compte est bloqué'])
      expect(find(words), words).to.not.have.property('blocker');
    for (const words of [
      "wifi de l'hôtel",
      'wifi de lhotel',
      'dans le train',
      'at the airport',
      'public wifi',
    ])
      expect(find(words), words).to.include({ network: 'public' });
    for (const words of ['je suis en train de me connecter', 'wifi du lycée', "pas à l'hôtel"])
      expect(find(words), words).to.not.have.property('network');
  });
  it('take a mail app for no program in particular', () => {
    expect(find('quelle appli mail sur android')).to.not.have.property('mailClient');
    expect(find('Apple Mail')).to.include({ mailClient: 'ios_mail' });
  });
  it('find device, mail client, browser and second factor', () => {
    expect(find('sur mon iPhone 12 avec Safari')).to.deep.include({ device: 'iphone', browser: 'safari' });
    expect(find('mon tel samsung, appli gmail')).to.deep.include({ device: 'android', mailClient: 'gmail' });
    expect(find('Thunderbird sur le pc du collège')).to.deep.include({
      device: 'computer',
      mailClient: 'thunderbird',
    });
    expect(find('le code par SMS')).to.deep.include({ secondFactor: 'sms' });
    expect(find('ma clé OTP')).to.deep.include({ secondFactor: 'security_key' });
    expect(find('internet explorer 11')).to.deep.include({ browser: 'internet_explorer' });
  });

  it('find the exact error text', () => {
    for (const [text, error] of [
      ['ça met NET::ERR_CERT_DATE_INVALID sur chrome', 'NET::ERR_CERT_DATE_INVALID'],
      [
        'message « Identifiant ou mot de passe incorrect » depuis ce matin',
        'Identifiant ou mot de passe incorrect',
      ],
      ['erreur 503 sur la page', 'erreur 503'],
      ['SEC_ERROR_UNKNOWN_ISSUER', 'SEC_ERROR_UNKNOWN_ISSUER'],
      ['error code 0x80072ee7', '0x80072ee7'],
    ] as const) {
      expect(find(text).errorMessage, text).to.equal(error);
    }
    expect(find('port 993').errorMessage).to.equal(undefined);
    for (const button of [
      'Dois-je cliquer sur « Continuer vers le site » malgré l’alerte ?',
      'j’appuie sur “Accepter le risque” ?',
      'do I press the "Proceed anyway" button',
      'should I click on "Continue to site"',
    ])
      expect(find(button).errorMessage, button).to.equal(undefined);
    expect(find('je clique sur « Continuer » et il affiche « Accès refusé »').errorMessage).to.equal(
      'Accès refusé',
    );
    expect(find('j’ai touché à rien, il écrit « Session invalide »').errorMessage).to.equal(
      'Session invalide',
    );
  });

  it('find a misspelt place by a word that nobody knows, and one that is known beside "academy" alone', () => {
    const places = placesOf(names);
    const known = (word: string) => ['cours', 'fille', 'pris', 'je', 'bosse'].includes(word);
    const strange = (text: string) => strangePlace(text, places, known);
    expect(strange('je bosse a parris')).to.equal('paris');
    expect(strange('jsuis de djon niveau acad')).to.equal('other');
    expect(strange('its marseile actually')).to.equal('aix-marseille');
    for (const text of [
      'au lycee leon blum',
      'im lynn',
      'je suis a laon',
      'pas a parris',
      'not in parris',
      'jai cours a 10h',
      'ma fille',
      'pris en note',
      'xyzzy',
      '',
    ])
      expect(strange(text), text).to.equal(undefined);
    expect(find('Pris academy').academy).to.equal('paris');
    expect(find('the Rennnes academy').academy).to.equal('other');
    expect(find('jai pris un cafe').academy).to.equal(undefined);
    expect(find('same academy as before').academy).to.equal(undefined);
  });

  it('count slips of one letter only', () => {
    for (const [a, b] of [
      ['lyon', 'lyno'],
      ['paris', 'pari'],
      ['lyon', 'lion'],
      ['nantes', 'nanttes'],
    ] as const) {
      expect(isOneSlipAway(a, b), `${a} ${b}`).to.equal(true);
    }
    for (const [a, b] of [
      ['lyon', 'lyon'],
      ['lyon', 'lino'],
      ['paris', 'par'],
      ['rennes', 'reims'],
    ] as const) {
      expect(isOneSlipAway(a, b), `${a} ${b}`).to.equal(false);
    }
  });
});
