import { fold } from '../../intents/text.ts';

const MINUTE = 60_000;
const HOUR = 60;
const DAY = 24 * HOUR;
/** Characters in which a time is looked for. */
const LOOKED_AT = 600;
/** All academies served are on this clock. */
const clock = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/Paris',
});

const NUMBERS: Readonly<Record<string, number>> = {
  un: 1,
  une: 1,
  a: 1,
  an: 1,
  one: 1,
  deux: 2,
  two: 2,
  trois: 3,
  three: 3,
  quatre: 4,
  four: 4,
  cinq: 5,
  five: 5,
  six: 6,
  sept: 7,
  seven: 7,
  huit: 8,
  eight: 8,
  neuf: 9,
  nine: 9,
  dix: 10,
  ten: 10,
  douze: 12,
  twelve: 12,
  quinze: 15,
  fifteen: 15,
  vingt: 20,
  twenty: 20,
  trente: 30,
  thirty: 30,
  quelques: 5,
};
/** Times that are to come or that last are no times of an attempt: "j'ai cours dans 10 minutes". */
const SPAN =
  /(?:^|\b(?!dans |in |pendant |for |avant |before ))(?:il y a |y a |ya |ca fait |depuis |il ya )?\b(\d{1,3} ?|[a-z]+ )(mn|mins?|minutes?|h|heures?|hours?|hrs?)\b/g;
/** Parts of an hour, and what is about as many minutes. */
const PARTS: readonly (readonly [RegExp, number])[] = [
  [/\b(?:trois|3) quarts? d['’ ]?heures?\b|\b3\/4 d['’ ]?h(?:eure)?\b/g, 45],
  [/\b(?:une |1 )?demi[ -]?heure\b|\b1\/2 h(?:eure)?\b|\bhalf an hour\b/g, 30],
  [/\b(?:une )?dizaine de (?:mn|mins?|minutes)\b/g, 10],
  [/\b(?:une )?quinzaine de (?:mn|mins?|minutes)\b/g, 15],
  [/\b(?:une )?vingtaine de (?:mn|mins?|minutes)\b/g, 20],
  [/\b(?:a )?few (?:mins?|minutes)\b/g, 5],
  [/\b(?:a )?couple of (?:mins?|minutes)\b/g, 2],
  [/\b(?:un |1 )?quart d['’ ]?heure\b|\b1\/4 d['’ ]?h(?:eure)?\b|\b(?:a )?quarter of an hour\b/g, 15],
];
const TO_COME =
  /\b(dans|in|pendant|avant|before|within|sous|d'ici|encore|toutes les|every)( (les|the|about|environ|next))? $/;
const AT = /\b(?:a|vers|at|around|depuis|since) (\d{1,2}) ?(?:h|:|heures?) ?(\d{2})?\b(?! ?pm)/;
const AT_ENGLISH = /\b(?:at|around|since) (\d{1,2})(?:[:.](\d{2}))? ?(am|pm)\b/;
/** Words for times, in minutes before now or as a time of the day. */
const NAMED: readonly (readonly [RegExp, { readonly ago?: number; readonly hour?: number }])[] = [
  [/\b(a l'instant|juste maintenant|just now|right now|la maintenant|viens de|tout de suite)\b/, { ago: 0 }],
  [/\b(avant-hier|la semaine derniere|last week|lundi dernier)\b/, { ago: 2 * DAY }],
  [/\b(hier|yesterday|last night)\b/, { ago: 14 * HOUR }],
  [/\b(ce matin|this morning)\b/, { hour: 9 }],
  [/\b(ce midi|at noon|at lunch)\b/, { hour: 12.5 }],
  [/\b(cet apres-midi|this afternoon)\b/, { hour: 14 }],
];

/**
 * Minutes since something, where a text tells ("y a 5 min", "20 minutes ago", "à 10h", "hier soir"); `now` in
 * milliseconds since 1970, clock times are those of the academies.
 */
export function minutesAgo(text: string, now: number): number | undefined {
  const folded = PARTS.reduce(
    (words, [part, minutes]) => words.replace(part, `${minutes} minutes`),
    fold(text.slice(0, LOOKED_AT)).trim(),
  );
  return span(folded) ?? clockTime(folded, now) ?? named(folded, now);
}

function span(folded: string): number | undefined {
  for (const match of folded.matchAll(SPAN)) {
    const count = match[1]?.trim() ?? '';
    const number = Number(count) || NUMBERS[count];
    if (!number || TO_COME.test(folded.slice(0, match.index)) || /(?<!\by) a (?:quel|\d)/.test(match[0]))
      continue;
    if (/\b(a|vers|at) $/.test(folded.slice(0, match.index))) continue;
    return /^h/.test(match[2] ?? '') ? number * HOUR : number;
  }
  return undefined;
}

function clockTime(folded: string, now: number): number | undefined {
  const english = AT_ENGLISH.exec(folded);
  if (english) {
    const hour = (Number(english[1]) % 12) + (english[3] === 'pm' ? 12 : 0);
    return since(hour * HOUR + Number(english[2] ?? 0), now);
  }
  const match = AT.exec(folded);
  return match ? since(Number(match[1]) * HOUR + Number(match[2] ?? 0), now) : undefined;
}

function named(folded: string, now: number): number | undefined {
  const found = NAMED.find(([pattern]) => pattern.test(folded))?.[1];
  return found?.hour === undefined ? found?.ago : since(found.hour * HOUR, now);
}

/** Minutes since a time of the day, in minutes after midnight; one that is still to come was yesterday. */
function since(minutes: number, now: number): number {
  const [hours = 0, rest = 0] = clock
    .format(Math.floor(now / MINUTE) * MINUTE)
    .split(':')
    .map(Number);
  return (hours * HOUR + rest - minutes + DAY) % DAY;
}
