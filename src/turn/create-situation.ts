import type { Context } from '../../dialogs/chart/context.ts';
import { commandsOf, offersOf, troubleNames } from '../../dialogs/interpret/offers.ts';
import type { Situation } from '../../dialogs/interpret/situation.ts';
import { type Knowledge, lockoutMinutes } from '../../dialogs/knowledge/values.ts';
import type { Language } from '../../intents/text.ts';
import { metaOf, type Snapshot } from './snapshot.ts';

/** When, and in which language, a situation is looked at; `now` in milliseconds since 1970. */
export interface Circumstances {
  readonly locale: Language;
  readonly now: number;
  /** Whether the person has said nothing yet. */
  readonly opening: boolean;
}

/** What a state of a conversation can make of words. */
export type SituationOf = (snapshot: Snapshot, circumstances: Circumstances) => Situation;

/** Builds what looks at situations. */
export function createSituation(knowledge: Knowledge): SituationOf {
  const commands = commandsOf(knowledge);
  const names = troubleNames(knowledge);
  const { academies, answers, followUps, texts } = knowledge;
  const named = (key: string) => ({
    fr: texts.phrases('fr', key, {}).title,
    en: texts.phrases('en', key, {}).title,
  });
  const subjectOf = (answered: Context['answered'], trouble: Context['topic']['trouble']) => {
    if (answered) return named(`answer.${answered.id}.title`);
    return trouble ? named(`trouble.${trouble}`) : undefined;
  };
  return (snapshot, { locale, now, opening }) => {
    const { context } = snapshot;
    const { academy, topic, answered } = context;
    const meta = metaOf(snapshot);
    return {
      locale,
      offers: offersOf(meta, context, knowledge, locale, now),
      commands,
      names,
      meta,
      opening,
      academy,
      trouble: topic.trouble,
      paused: topic.paused,
      topic: answered?.id ?? null,
      subject: subjectOf(answered, topic.trouble),
      topicAcademy: answered?.academy ?? null,
      topicSlots: answered?.slots ?? {},
      answers,
      followUps,
      lockoutMinutes: lockoutMinutes(academies, academy),
      inFlow: typeof snapshot.value === 'object',
      urgent: topic.urgent,
    };
  };
}
