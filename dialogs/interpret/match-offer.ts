import { matchPhrase } from '../../intents/match-phrase.ts';
import type { Offer } from './offers.ts';

/** Choices whose very titles can be found in a sentence; "oui" and "non" cannot. */
const OWN = /^(choice|academy)\.|^user\.doubted$|^agent\.requested$/;

/**
 * The offered choice that a text comes down to by its own phrases, or none. Yes and no are left to the classifier: "oui
 * mais ça bloque" contains a yes and is none.
 */
export function matchOffer(text: string, offers: readonly Offer[]): Offer | undefined {
  const own = offers.filter(({ event, also }) => OWN.test(event) || also.length > 0);
  const id = matchPhrase(
    text,
    own.map(({ id, event, titles, also }) => ({
      id,
      phrases: OWN.test(event) ? [...titles, ...also] : also,
    })),
  );
  return own.find((offer) => offer.id === id);
}
