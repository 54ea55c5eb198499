import { isTrouble, type Trouble } from '../../intents/labels.ts';
import type { Language } from '../../intents/text.ts';
import { type Desk, NOBODY, waysTo } from '../case/desk.ts';
import { incidentsBehind, incidentsOf } from '../case/incident.ts';
import { deviceOf } from '../case/packet.ts';
import type { Context } from '../chart/context.ts';
import type { Slots } from '../chart/slots.ts';
import { type Academies, academyOf, UNKNOWN_ACADEMY } from './academy.ts';
import type { Answers, FollowUps } from './answers.ts';
import { clock, dayAndClock } from './clock.ts';
import { factValues, NONE } from './fact-values.ts';
import type { Sources } from './sources.ts';
import { nameOfThing, type Texts, type Values } from './texts.ts';

/** What the bot knows, read once at start. */
export interface Knowledge {
  readonly academies: Academies;
  readonly answers: Answers;
  readonly followUps: FollowUps;
  readonly sources: Sources;
  readonly texts: Texts;
  /** Days for which a conversation is kept after its last change. */
  readonly keptDays?: number;
}

/** Days that are said where nobody has set them otherwise. */
const KEPT_DAYS = 30;

const MINUTE = 60_000;
/** Stands for a slot that was not told. */
const OTHER = 'other';

/** Minutes to wait after a lockout: the academy's own figure, or else the precaution. Throws if neither is a fact. */
export function lockoutMinutes(academies: Academies, id: string | null): number {
  const minutes =
    academyOf(academies, id).facts.lockout?.value.minutes ??
    academyOf(academies, UNKNOWN_ACADEMY).facts.lockoutPrecaution?.value.minutes;
  if (minutes === undefined) throw new Error('no academy file states the precautionary lockout wait');
  return minutes;
}

/** The values of a conversation at a moment (`now` in milliseconds since 1970), facts of its academy included. */
export function valuesOf(
  context: Context,
  { academies, texts, answers, keptDays = KEPT_DAYS }: Knowledge,
  locale: Language,
  now: number,
  desk: Desk = NOBODY,
): Values {
  const { topic, entities, report } = context;
  const { paused, steps, waitUntil } = topic;
  const trouble = troubleOf(context, answers);
  const devices = [deviceOf(context, trouble), entities.mailClient, entities.browser].flatMap((id) =>
    id ? nameOfThing(texts, locale, id) : [],
  );
  const tried = steps.map(
    ({ step, outcome }) =>
      `${texts.render(locale, `step.${step}`, {})} (${texts.render(locale, `handoff.step.${outcome}`, {})})`,
  );
  return {
    ...factValues(academyOf(academies, context.academy), texts, locale),
    guessed_name: academyOf(academies, context.guessedAcademy).name[locale],
    lockout_minutes: lockoutMinutes(academies, context.academy),
    wait_end: clock(waitUntil ?? now, locale),
    minutes_left: Math.ceil(Math.max(0, (waitUntil ?? now) - now) / MINUTE),
    time: clock(now, locale),
    kept_days: keptDays,
    trouble: trouble ?? NONE,
    paused: paused ?? NONE,
    paused_name: paused ? texts.render(locale, `trouble.${paused}`, {}) : NONE,
    trouble_name: trouble ? texts.render(locale, `trouble.${trouble}`, {}) : NONE,
    urgent: topic.urgent ? 'yes' : 'no',
    error_message: report.message ?? entities.errorMessage ?? NONE,
    attempt: report.attempt ?? NONE,
    device: devices.join(', ') || NONE,
    steps: list(tried, locale),
    told_tried: list(familiesTold(context, texts, locale), locale),
    story: storyOf(context),
    academy_named: context.academyNamed ?? NONE,
    agent: context.agent?.by ?? NONE,
    reference: context.reference ?? NONE,
    ...slotValues(context.slots, trouble === 'mail_client_setup' ? 'program' : OTHER),
    incident: incidentText(desk, context, locale),
    ...deskValues(desk, texts, locale, context.easy ? 'easy.offer' : 'request.offer'),
  };
}

/** The trouble at hand; of whoever has only asked, and been answered, the one that was about. */
export function troubleOf({ topic, answered }: Context, answers: Answers): Trouble | null {
  const asked = answers.get(answered?.id ?? '')?.about ?? '';
  return topic.trouble ?? (isTrouble(asked) ? asked : null);
}

/** Characters of a story that a request tells. */
const STORY = 240;

/** The person's own words, where they tell more than the message that they copied. */
function storyOf({ topic: { story }, report }: Context): string {
  if (!story || story === report.message) return NONE;
  return story.length > STORY ? `${story.slice(0, STORY).trimEnd()}…` : story;
}

/** The remedies that the person says they have tried. */
function familiesTold({ slots }: Context, texts: Texts, locale: Language): string[] {
  return (slots.tried ?? []).map((family) => texts.render(locale, `tried.${family}`, {}));
}

function list(parts: readonly string[], locale: Language): string {
  return parts.join(locale === 'fr' ? ' ; ' : '; ') || NONE;
}

/** What the person told, for texts that select on it; `other` where nothing was told, and the flow's place for the place. */
function slotValues(
  { device, program, browser, place, direction, secondFactor, recovery }: Slots,
  placeOfFlow: string,
): Values {
  return {
    slot_device: device ?? OTHER,
    slot_program: program ?? OTHER,
    slot_browser: browser ?? OTHER,
    slot_place: place ?? placeOfFlow,
    slot_direction: direction ?? OTHER,
    slot_second_factor: secondFactor ?? OTHER,
    slot_recovery: recovery ?? OTHER,
  };
}

/** What is out of order and may be behind the person's trouble; before they have told one, whatever is out of order. */
function incidentText({ incidents }: Desk, { academy, topic }: Context, locale: Language): string {
  if (incidents.length === 0) return NONE;
  const behind = incidentsBehind(incidents, academy, topic.trouble);
  const told = behind.length > 0 ? behind : incidentsOf(incidents, academy);
  return told.map(({ text }) => text[locale]).join('\n') || NONE;
}

/** Who is there, and how long it takes; a request that is about to be sent stands at the end of the line. */
function deskValues(desk: Desk, texts: Texts, locale: Language, offer: string): Values {
  const { agents, open, opensAt, waiting, estimate, request } = desk;
  const people = whoAnswers(desk);
  return {
    people,
    channel: desk.channel ?? 'webchat',
    offer: offerOf(offer, people, texts, locale),
    desk: agents > 0 && open ? 'live' : open ? 'away' : 'closed',
    desk_opening: opensAt === null ? NONE : dayAndClock(opensAt, locale),
    desk_place: request?.position ?? waiting + 1,
    desk_wait: estimate ? 'known' : NONE,
    desk_wait_from: estimate?.from ?? 0,
    desk_wait_to: estimate?.to ?? 0,
  };
}

/** Who can answer a request that is made now: nobody is promised who is not there. */
function whoAnswers(desk: Desk): 'live' | 'later' | 'ticket' | 'nobody' {
  const ways = waysTo(desk);
  if (ways.includes('send')) return 'live';
  if (ways.includes('callback')) return 'later';
  return ways.includes('ticket') ? 'ticket' : 'nobody';
}

/** By language, text and people, for as long as the text is the same: every turn has them. */
const offers = new Map<string, { readonly source: string; readonly offer: string }>();

/** The offer to prepare a request, and what becomes of it: the same words at the end of every flow. */
function offerOf(key: string, people: ReturnType<typeof whoAnswers>, texts: Texts, locale: Language): string {
  const source = texts.source(locale, key);
  const known = offers.get(`${locale} ${key} ${people}`);
  if (known?.source === source) return known.offer;
  const offer = texts.render(locale, key, { people });
  offers.set(`${locale} ${key} ${people}`, { source, offer });
  return offer;
}
