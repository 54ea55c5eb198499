import type { Knowledge } from '../../dialogs/knowledge/values.ts';
import { createReader } from '../../intents/reader.ts';
import { buildStep } from '../../src/turn/build-step.ts';
import type { Reply, Step, StepResult } from '../../src/turn/types.ts';
import { knowledge, models } from './app.ts';

/** The step over the real charts, texts, facts and classifier, with its apology. */
export function createWholeStep(content: Knowledge = knowledge): Step {
  return buildStep(content, createReader(models, [...content.academies.values()]));
}

/** The step alone. */
export function createTestStep(content?: Knowledge): Step['step'] {
  return createWholeStep(content).step;
}

/** The replies among the effects of a step. */
export function repliesOf({ effects }: StepResult): Reply[] {
  return effects.filter((effect) => effect.type === 'reply');
}
