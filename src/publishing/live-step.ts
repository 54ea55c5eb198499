import type { MessageReader } from '../../intents/reader.ts';
import { buildStep } from '../turn/build-step.ts';
import type { Step } from '../turn/types.ts';
import type { LiveContent } from './live.ts';

/** The step over the present content. Each turn is taken with one version, from the first word of it to the last. */
export function createLiveStep(
  content: Pick<LiveContent, 'current' | 'onChange'>,
  reader: MessageReader,
): Step {
  let step = buildStep(content.current().knowledge, reader);
  content.onChange(({ knowledge }) => {
    step = buildStep(knowledge, reader);
  });
  return {
    step: (...given) => step.step(...given),
    apology: (locale) => step.apology(locale),
  };
}
