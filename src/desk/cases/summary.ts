import type { Packet } from '../../../dialogs/case/packet.ts';
import { UNKNOWN_ACADEMY } from '../../../dialogs/knowledge/academy.ts';
import { nameOfThing } from '../../../dialogs/knowledge/texts.ts';
import type { Knowledge } from '../../../dialogs/knowledge/values.ts';
import { isTrouble } from '../../../intents/labels.ts';
import type { Language } from '../../../intents/text.ts';
import { describeResumePoint } from './resume-point.ts';

export interface PacketRow {
  /** Names the row for a page: `academy`, `error`, … */
  readonly id: string;
  readonly label: string;
  readonly value: string;
}

const TIME_ZONE = 'Europe/Paris';
const options = { dateStyle: 'short', timeStyle: 'short', timeZone: TIME_ZONE } as const;
const clocks = {
  fr: new Intl.DateTimeFormat('fr-FR', options),
  en: new Intl.DateTimeFormat('en-GB', options),
} satisfies Record<Language, Intl.DateTimeFormat>;

/**
 * A packet as labelled rows in the agent's language; what is not known has no row. The transcript stands beside it, as the
 * conversation.
 */
export function packetRows(packet: Packet, { academies, texts }: Knowledge, locale: Language): PacketRow[] {
  const say = (key: string) => texts.render(locale, key, {});
  const troubleName = (id: string | null) => (id && isTrouble(id) ? say(`trouble.${id}`) : null);
  const academy = packet.academy === null ? undefined : academies.get(packet.academy);
  const steps = packet.steps.map(
    ({ step, outcome }) => `${say(`step.${step}`)} (${say(`handoff.step.${outcome}`)})`,
  );
  const things = [packet.device, packet.mailClient, packet.browser].flatMap((id) =>
    id ? nameOfThing(texts, locale, id) : [],
  );
  const values: readonly (readonly [string, string | null | undefined])[] = [
    ['urgent', packet.urgent ? say('packet.yes') : null],
    ['academy', packet.academyNamed ?? (academy?.id === UNKNOWN_ACADEMY ? null : academy?.name[locale])],
    ['trouble', troubleName(packet.trouble)],
    ['paused', troubleName(packet.paused)],
    ['incident', packet.incident],
    ['error', packet.error],
    ['attempt', packet.attempt],
    ['steps', steps.join('\n')],
    ['device', things.join(', ')],
    ['language', say(`packet.language_${packet.locale}`)],
    ['confidence', packet.confidence === null ? null : `${Math.round(packet.confidence * 100)} %`],
    ['state', describeResumePoint(packet.state, texts, locale)],
    ['agent', packet.agent ? `${packet.agent.by} (${say(`desk.outcome.${packet.agent.outcome}`)})` : null],
    ['made_at', clocks[locale].format(packet.at)],
  ];
  return values.flatMap(([id, value]) => (value ? [{ id, label: say(`packet.${id}`), value }] : []));
}
