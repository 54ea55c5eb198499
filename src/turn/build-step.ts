import { buildMachine } from '../../dialogs/chart/machine.ts';
import { createInterpreter } from '../../dialogs/interpret/interpret.ts';
import { examplesOf, homesOf } from '../../dialogs/knowledge/answers.ts';
import type { Knowledge } from '../../dialogs/knowledge/values.ts';
import { knowExamples } from '../../intents/examples.ts';
import type { MessageReader } from '../../intents/reader.ts';
import { buildHomes } from '../../intents/taxonomy.ts';
import { createStep } from './step.ts';
import type { Step } from './types.ts';

/** The step over what is known and a trained reader: chart, interpretation and texts put together. */
export function buildStep(knowledge: Knowledge, reader: MessageReader): Step {
  const { answers } = knowledge;
  const interpreter = createInterpreter(
    knowExamples(reader, examplesOf(answers)),
    buildHomes(homesOf(answers)),
  );
  return createStep({ machine: buildMachine(knowledge), knowledge, interpreter });
}
