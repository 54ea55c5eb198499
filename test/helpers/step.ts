import { buildMachine } from '../../dialogs/chart/machine.ts';
import type { Knowledge } from '../../dialogs/knowledge/values.ts';
import { createUnderstand } from '../../intents/understand.ts';
import { academyNames } from '../../src/content/load.ts';
import type { Effect } from '../../src/turn/effects.ts';
import { createStep, type Step, type StepResult } from '../../src/turn/step.ts';
import { knowledge, models } from './app.ts';

/** The step over the real charts, texts, facts and classifier. */
export function createTestStep(content: Knowledge = knowledge): Step {
  const understand = createUnderstand(models, academyNames(content.academies));
  return createStep({ machine: buildMachine(content.academies), knowledge: content, understand });
}

/** The replies among the effects of a step. */
export function repliesOf({ effects }: StepResult): Extract<Effect, { type: 'reply' }>[] {
  return effects.filter((effect) => effect.type === 'reply');
}
