// Card numbers: the lengths and first digits of the schemes that France uses, and the check digit of ISO/IEC 7812 (Luhn).
// Numbers of companies, books and devices have as many digits: the first digits and the check tell them apart.
import type { Span, View } from '../view.ts';

const DIGITS = /(?<![a-z0-9])(?<!\d[.,:/-])\d(?:[ .-]?\d){12,18}(?![a-z0-9])(?![.,:/-]\d)/g;
/**
 * Visa; Mastercard; American Express; JCB; Discover; UnionPay; Maestro, as the schemes number their cards: of numbers of other
 * things one in ten has the same check digit.
 */
const SCHEME = new RegExp(
  `^(?:${[
    String.raw`4(?:\d{15}|\d{18})`,
    String.raw`(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}`,
    String.raw`3[47]\d{13}`,
    String.raw`35(?:2[89]|[3-8]\d)\d{12}`,
    String.raw`6(?:011|4[4-9]\d|5\d\d)\d{12}`,
    String.raw`62\d{14,17}`,
    String.raw`(?:50(?:18|20|38)|5893|6304|6390|67[0-6]\d)\d{12,15}`,
  ].join('|')})$`,
);
/** Of these lengths and beginnings there are few cards and many other numbers (SIRET, EAN): believed where one is spoken of. */
const RARE = /^(?:4\d{12}|3[0689]\d{12}|(?:5[06-8]|6)\d{11,18})$/;
/** "carte 4242 …": said to be one, so a mistyped digit hides nothing less. */
const CARD = /(?<![a-z])(?:cartes?|cards?|cb|visa|mastercard|amex)(?![a-z])/;
/** Behind these the digits number something else. */
const OTHER =
  /(?<![a-z])(?:siret|siren|imei|isbn|ean|gtin|serie|serial|colis|suivi|tracking|commande|order|facture|invoice|references?|ref|dossier|contrat|contract|ticket|demande|request|client|customer|adherent|abonne|compteur|pdl|prm|licences?|licenses?|devis|transaction|mandat|rum|badge|iccid|imsi)(?![a-z])[^.\n]{0,24}$/;
const CHECK_VALUE =
  /(?<![a-z])(?:cvv2?|cvc2?|cryptogramme(?: visuel)?|card security code)\s*(?:est|is|c'est|:|=)?\s*(\d{3,4})(?!\d)/g;
const REACH = 40;

/** Card numbers, and the three or four digits on their back. */
export function findPaymentCards(view: View): readonly Span[] {
  const spans: Span[] = [];
  for (const match of view.lower.matchAll(DIGITS)) {
    const before = view.lower.slice(Math.max(0, match.index - REACH), match.index);
    const number = match[0].replace(/\D/g, '');
    const isSaid = CARD.test(before);
    const isNumbered = SCHEME.test(number) || (isSaid && RARE.test(number));
    const isCard = isNumbered && !OTHER.test(before) && isChecked(number);
    if (!isCard && !(isSaid && number.length === 16)) continue;
    spans.push({ start: match.index, end: match.index + match[0].length, kind: 'payment_card' });
  }
  for (const match of view.lower.matchAll(CHECK_VALUE)) {
    const end = match.index + match[0].length;
    spans.push({ start: end - (match[1]?.length ?? 0), end, kind: 'payment_card' });
  }
  return spans;
}

/** Luhn: from the right every second digit counts twice, its own digits added; the sum is a multiple of ten. */
function isChecked(number: string): boolean {
  let sum = 0;
  for (let index = 0; index < number.length; index += 1) {
    const digit = Number(number.charAt(number.length - 1 - index));
    const doubled = digit * 2;
    sum += index % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
