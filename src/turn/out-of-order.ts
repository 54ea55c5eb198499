import { incidentsBehind } from '../../dialogs/case/incident.ts';
import type { Knowledge } from '../../dialogs/knowledge/values.ts';
import { isTrouble } from '../../intents/labels.ts';
import type { StepMoment } from './run-machine.ts';

/** The text of an answer. Its short form comes where it was told just before, and what is out of order with it. */
const ANSWER = /^answer\.(\w+)\.long$/;

/** What is out of order and may be behind what an answer is about: said before it. Nothing for all other texts. */
export function outOfOrder(
  { answers, texts }: Pick<Knowledge, 'answers' | 'texts'>,
  message: string,
  academy: string | null,
  { desk, locale }: Pick<StepMoment, 'desk' | 'locale'>,
): string[] {
  if (desk.incidents.length === 0) return [];
  const [, id = ''] = ANSWER.exec(message) ?? [];
  const about = answers.get(id)?.about;
  if (!about || !isTrouble(about)) return [];
  return incidentsBehind(desk.incidents, academy, about).map(({ text }) =>
    texts.render(locale, 'incident_now', { incident: text[locale] }),
  );
}
