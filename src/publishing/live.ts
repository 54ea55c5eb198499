/**
 * The content that is served now. Files are the origin; what is published lies over them in the database, and each instance
 * builds its content anew when there is another version. A version that does not pass the checks here is not served: the last
 * good one stays.
 */
import type { Logger } from 'pino';
import type { Hours } from '../../dialogs/knowledge/hours/hours.ts';
import type { Knowledge } from '../../dialogs/knowledge/values.ts';
import { type ContentSource, readContentFiles } from '../content/files.ts';
import { loadHours } from '../content/load-hours.ts';
import { ContentError } from '../content/refusal.ts';
import { keepLooking } from '../store/keep-looking.ts';
import type { Store } from '../store/open.ts';
import { buildContent, type Content } from './content.ts';
import { facadeOf } from './facade.ts';
import type { Version } from './types.ts';
import { overridesOf, readVersions } from './versions.ts';

/** Milliseconds between looks for what other instances have published, should their notice get lost. */
const EVERY = 2000;
/** Versions that a start goes back, where the newest ones do not pass, before it serves the files alone. */
const GOES_BACK = 10;

export interface LiveContent {
  /** What is known now: stays the same object, whatever is published. */
  readonly knowledge: Knowledge;
  readonly hours: Hours;
  /** All of one version, for who needs it to hold together. */
  current(): Content;
  /** The newest version that was published, whether or not it is served. */
  newest(): number;
  /** What the files say that all is built over. */
  origin(): ContentSource;
  /** Calls `listener` when another version is served; gives what ends that. */
  onChange(listener: (content: Content) => void): () => void;
  /** Looks for a newer version; a notice on the bus and a clock do so as well. */
  refresh(): Promise<void>;
  close(): void;
}

export interface LiveParts {
  readonly store: Pick<Store, 'db' | 'bus'>;
  readonly log: Logger;
  /** What the files say, checked. How long conversations are kept goes into all versions. */
  readonly knowledge: Knowledge;
  readonly origin?: () => ContentSource;
}

/** Keeps the content in memory: every turn asks for it. */
export async function createLiveContent({
  store,
  log,
  knowledge,
  origin = readContentFiles,
}: LiveParts): Promise<LiveContent> {
  let versions: readonly Version[] = [];
  let content: Content = { version: 0, knowledge, hours: loadHours() };
  const kept = knowledge.keptDays === undefined ? {} : { keptDays: knowledge.keptDays };
  let looking = Promise.resolve();
  const listeners = new Set<(content: Content) => void>();
  const newest = () => versions.at(-1)?.number ?? 0;

  async function look(): Promise<void> {
    const more = await readVersions(store.db, newest());
    if (more.length === 0) return;
    versions = [...versions, ...more];
    const built = build(versions);
    if (!built) return;
    content = built;
    log.info({ version: content.version }, 'content published');
    for (const listener of listeners) listener(content);
  }

  function build(served: readonly Version[]): Content | undefined {
    const version = served.at(-1)?.number ?? 0;
    try {
      const built = buildContent(origin(), overridesOf(served), version);
      return { ...built, knowledge: { ...built.knowledge, ...kept } };
    } catch (error) {
      if (!(error instanceof ContentError)) throw error;
      log.error({ version, reason: error.message }, 'published content is refused; the last good one stays');
      return undefined;
    }
  }

  /** At a start there is no last good one: an older version that passes is. */
  async function begin(): Promise<void> {
    versions = await readVersions(store.db);
    for (let left = 0; left < Math.min(GOES_BACK, versions.length); left++) {
      const built = build(versions.slice(0, versions.length - left));
      if (built) {
        content = built;
        return;
      }
    }
  }

  const refresh = () => {
    // One after the other: each builds on what the one before has read.
    looking = looking.then(look, look);
    return looking;
  };
  await begin();
  const close = keepLooking(store, log, {
    topics: ['content'],
    every: EVERY,
    look: refresh,
    failing: 'cannot read the published content',
  });
  return {
    ...facadeOf(() => content),
    current: () => content,
    newest,
    origin,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh,
    close,
  };
}
