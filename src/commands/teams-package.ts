/**
 * `npm run teams:package [-- file.zip]`: makes the app package that an administrator uploads to Teams, out of TEAMS_APP_ID and
 * PUBLIC_URL (environment or .env).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { zipSync } from 'fflate';
import { ZodError } from 'zod';
import { buildLocalization, buildManifest } from '../channels/teams/package/manifest.ts';
import { readConfig } from '../config/config.ts';
import { loadKnowledge } from '../content/load.ts';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'src/channels/teams/package');

try {
  const file = resolve(process.argv[2] ?? 'permanence-teams.zip');
  writeFileSync(file, buildPackage());
  process.stdout.write(
    `${file}\nUpload it in the Teams admin center: Teams apps, Manage apps, Upload new app.\n`,
  );
} catch (error) {
  const lines =
    error instanceof ZodError ? error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) : [];
  process.stderr.write(
    `${lines.length > 0 ? lines.join('\n') : error instanceof Error ? error.message : error}\n`,
  );
  process.exit(1);
}

function buildPackage(): Uint8Array {
  try {
    process.loadEnvFile();
  } catch {
    // There need not be one.
  }
  const { TEAMS_APP_ID, PUBLIC_URL } = readConfig(process.env);
  if (!TEAMS_APP_ID) throw new Error('TEAMS_APP_ID: set it to the id of the bot’s registration in Azure.');
  if (!PUBLIC_URL?.startsWith('https:'))
    throw new Error('PUBLIC_URL: set it to the https address of this service.');
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
