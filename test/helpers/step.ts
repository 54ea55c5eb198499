import { buildMachine } from '../../dialogs/chart/machine.ts';
import type { Knowledge } from '../../dialogs/knowledge/values.ts';
import { createUnderstand } from '../../intents/understand.ts';
import { academyNames } from '../../src/content/load.ts';
import { createStep } from '../../src/turn/step.ts';
import type { Reply, Step, StepResult } from '../../src/turn/types.ts';
import { knowledge, models } from './app.ts';

/** The step over the real charts, texts, facts and classifier, with its apology. */
export function createWholeStep(content: Knowledge = knowledge): Step {
  const understand = createUnderstand(models, academyNames(content.academies));
  return createStep({ machine: buildMachine(content.academies), knowledge: content, understand });
}

/** The step alone. */
export function createTestStep(content?: Knowledge): Step['step'] {
  return createWholeStep(content).step;
}

/** The replies among the effects of a step. */
export function repliesOf({ effects }: StepResult): Reply[] {
  return effects.filter((effect) => effect.type === 'reply');
}
