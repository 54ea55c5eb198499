import { expect } from 'chai';
import { foldCharacter } from '../../src/redaction/characters.ts';
import { redact } from '../../src/redaction/redact.ts';
import { isPersonal, type SecretKind } from '../../src/redaction/secret-kind.ts';

const fold = (text: string) => [...text].map(foldCharacter).join('');
/** "SESAME" from the first letter of an alphabet of styled letters. */
const styled = (first: number) =>
  [...'SESAME'].map((letter) => String.fromCodePoint(first + letter.charCodeAt(0) - 65)).join('');

describe('the plain spelling of a character', () => {
  it('is known of every alphabet that only looks like ours', () => {
    for (const first of [0x1d400, 0x1d5d4, 0x1d670, 0xff21, 0x24b6, 0x1f130, 0x1f150, 0x1f170])
      expect(fold(styled(first)), first.toString(16)).to.equal('SESAME');
    expect(fold('ᴍᴏᴛᴅᴇᴘᴀꜱꜱᴇ')).to.equal('motdepasse');
    expect(fold('раѕѕе'), 'Cyrillic').to.equal('passe');
    expect(fold('МОТ РАЅЅЕ'), 'Cyrillic capitals').to.equal('MOT PASSE');
    expect(fold('ο α ν'), 'Greek').to.equal('o a v');
  });

  it('is none of what cannot be seen, one blank of any blank, and itself of everything else', () => {
    expect(fold('m\u00ado\u200bt\u0301')).to.equal('mot');
    expect(fold('a\u00a0b\u2009c\u3164d\te')).to.equal('a b c d e');
    expect(fold('a\u2028b\rc')).to.equal('a\nb\nc');
    expect(fold('l’été d\u2032hier ½ ①')).to.equal("l'ete d'hier 1/2 1");
    expect(fold('日本 🙂')).to.equal('日本 🙂');
  });

  it('shows a secret that is written in any of them', () => {
    for (const label of ['МОТ DE РАЅЅЕ', '🅼🅾🆃 🅳🅴 🅿🅰🆂🆂🅴', 'ᴍᴏᴛ ᴅᴇ ᴘᴀꜱꜱᴇ'])
      expect(redact(`${label} : licorne75`).text, label).to.equal(`${label} : [•••]`);
  });
});

describe('a kind of secret', () => {
  it('is personal, or opens a door that has to be locked anew', () => {
    const personal = ['payment_card', 'phone_number', 'email_address', 'social_security_number', 'iban'];
    const doors = [
      ...['password', 'numen', 'one_time_code', 'recovery_code', 'access_token', 'secret_answer'],
      'identity_document',
    ];
    for (const kind of personal) expect(isPersonal(kind as SecretKind), kind).to.equal(true);
    for (const kind of doors) expect(isPersonal(kind as SecretKind), kind).to.equal(false);
  });
});
