/**
 * `npm run teams:package [-- file.zip]`: makes the app package that an administrator uploads to Teams, out of TEAMS_APP_ID and
 * PUBLIC_URL (environment or .env).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { zipSync } from 'fflate';
import { ZodError } from 'zod';
import { buildLocalization, buildManifest } from '../channels/teams/package/manifest.ts';
import { loadKnowledge } from '../content/load.ts';
import { loadConfig, runCommand, UsageError } from './run.ts';
import { sayInTerminal } from './words.ts';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'src/channels/teams/package');

await runCommand(async () => {
  const file = resolve(process.argv[2] ?? 'permanence-teams.zip');
  writeFileSync(file, readable(buildPackage));
  process.stdout.write(`${file}\n${sayInTerminal('teams-package.upload')}\n`);
});

/** A manifest that does not fit Teams' schema is the fault of a setting: said by its place, without a stack. */
function readable<Result>(build: () => Result): Result {
  try {
    return build();
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    throw new UsageError(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
  }
}

function buildPackage(): Uint8Array {
  const { TEAMS_APP_ID, PUBLIC_URL } = loadConfig();
  if (!TEAMS_APP_ID) throw new UsageError(sayInTerminal('teams-package.app_id'));
  if (!PUBLIC_URL?.startsWith('https:')) throw new UsageError(sayInTerminal('teams-package.public_url'));
  const { texts } = loadKnowledge();
  const text = (locale: 'fr' | 'en', key: string) => texts.render(locale, `teams.store.${key}`, {});
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const json = (value: object) => Buffer.from(JSON.stringify(value, null, 2));
  // Teams wants all files at the top. A fixed date: the same configuration gives the same file.
  return zipSync(
    {
      'manifest.json': json(buildManifest({ appId: TEAMS_APP_ID, publicUrl: PUBLIC_URL, version, text })),
      'en.json': json(buildLocalization(text)),
      'color.png': readFileSync(join(FOLDER, 'color.png')),
      'outline.png': readFileSync(join(FOLDER, 'outline.png')),
    },
    { mtime: '2026-01-01T00:00:00' },
  );
}
