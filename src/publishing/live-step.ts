import type { MessageReader } from '../../intents/reader.ts';
import { buildStep } from '../turn/build-step.ts';
import type { Step } from '../turn/types.ts';
import type { Content } from './content.ts';
import type { LiveContent } from './live.ts';

/** Gives the reader of messages, by the content that it is to read for. */
export interface FittingReaders {
  fitting(content: Content): MessageReader;
  /** Calls `listener` when there is another one. */
  onChange(listener: () => void): () => void;
}

/** The step over the present content and reader. Each turn is taken with one version, from the first word of it to the last. */
export function createLiveStep(
  content: Pick<LiveContent, 'current' | 'onChange'>,
  readers: FittingReaders,
): Step {
  const build = () => buildStep(content.current().knowledge, readers.fitting(content.current()));
  let step = build();
  const rebuild = () => {
    step = build();
  };
  content.onChange(rebuild);
  readers.onChange(rebuild);
  return {
    step: (...given) => step.step(...given),
    apology: (locale) => step.apology(locale),
  };
}
