import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, type AppParts, createApp } from '../../src/app/app.ts';
import { type Config, readConfig } from '../../src/config/config.ts';
import { buildKnowledge } from '../../src/content/load.ts';
import { loadModels } from '../../src/content/models.ts';
import { createLog } from '../../src/operations/log.ts';
import { contentFiles } from './content.ts';

/** Read and trained once for all tests: neither changes. */
export const knowledge = buildKnowledge(contentFiles());
export const models = await loadModels();

export interface Clock {
  now: () => number;
  /** Moves on by milliseconds. */
  advance(milliseconds: number): void;
}

/** A clock that stands on a school morning until it is moved. */
export function createClock(start = Date.UTC(2026, 10, 23, 8, 0)): Clock {
  let at = start;
  return {
    now: () => at,
    advance: (milliseconds) => {
      at += milliseconds;
    },
  };
}

export interface TestApp extends App {
  readonly url: string;
  readonly databaseUrl: string;
}

const temporary = mkdtempSync(join(tmpdir(), 'permanence-'));
process.once('exit', () => rmSync(temporary, { recursive: true, force: true }));

/** A folder of its own that is gone after the test run. */
export function temporaryFolder(): string {
  return mkdtempSync(join(temporary, 'test-'));
}

/** Starts the whole service on a free port, on a real database file of its own. */
export async function startApp(
  environment: Record<string, string> = {},
  clock?: Clock,
  desk?: AppParts['desk'],
): Promise<TestApp> {
  const databaseUrl = environment.DATABASE_URL ?? `file:${join(temporaryFolder(), 'permanence.db')}`;
  const config: Config = readConfig({
    PORT: '0',
    LOG_LEVEL: 'silent',
    // Tests talk faster than people.
    RATE_LIMITS: 'off',
    DATABASE_URL: databaseUrl,
    // Half a minute of a processor, wherever a test publishes questions.
    TRAINING: 'off',
    ...environment,
  });
  const log = createLog(config.LOG_LEVEL);
  const parts = { config, knowledge, origin: contentFiles, models, log, ...(desk && { desk }) };
  const app = await createApp({ ...parts, ...(clock && { now: clock.now }) });
  return { ...app, url: await app.listen(), databaseUrl };
}
