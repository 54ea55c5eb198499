import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { strFromU8, unzipSync } from 'fflate';
import { localizationSchema, manifestSchema } from '../../src/channels/teams/package/manifest.ts';
import { temporaryFolder } from '../helpers/app.ts';

const COMMAND = join(import.meta.dirname, '../../src/commands/teams-package.ts');
const APP_ID = 'b2c1a2de-1d38-4c3f-9c0e-0a8f7f0d7a11';
const environment = {
  TEAMS_APP_ID: APP_ID,
  TEAMS_APP_PASSWORD: 'a-password-for-tests',
  PUBLIC_URL: 'https://assistance.example.fr',
};

async function run(changes: Record<string, string> = {}) {
  const file = join(temporaryFolder(), 'app.zip');
  const options = { env: { PATH: process.env.PATH ?? '', ...environment, ...changes } };
  const { stdout } = await promisify(execFile)(process.execPath, [COMMAND, file], options);
  return { stdout, bytes: readFileSync(file) };
}

/** Width and height of a PNG, its colour type, and whether it may be transparent. */
function readPng(bytes: Uint8Array) {
  const view = Buffer.from(bytes);
  expect(view.subarray(1, 4).toString()).to.equal('PNG');
  return { width: view.readUInt32BE(16), height: view.readUInt32BE(20) };
}

describe('the app package for Teams', () => {
  it('holds a manifest, its English texts and two icons, all at the top', async () => {
    const { stdout, bytes } = await run();
    expect(stdout).to.include('Upload');
    const files = unzipSync(bytes);
    expect(Object.keys(files)).to.have.members(['manifest.json', 'en.json', 'color.png', 'outline.png']);
    const manifest = manifestSchema.parse(JSON.parse(strFromU8(files['manifest.json'] as Uint8Array)));
    expect(manifest.bots[0]?.botId).to.equal(APP_ID);
    expect(manifest.validDomains).to.deep.equal(['assistance.example.fr']);
    expect(manifest.description.short).to.include('messagerie académique');
    const english = localizationSchema.parse(JSON.parse(strFromU8(files['en.json'] as Uint8Array)));
    expect(english['description.short']).to.include('académie e-mail');
    expect(readPng(files['color.png'] as Uint8Array)).to.deep.equal({ width: 192, height: 192 });
    expect(readPng(files['outline.png'] as Uint8Array)).to.deep.equal({ width: 32, height: 32 });
  });

  it('is the same for the same configuration', async () => {
    const [one, two] = await Promise.all([run(), run()]);
    expect(one.bytes.equals(two.bytes)).to.equal(true);
  });

  it('is not made out of what Teams would refuse; the message names it', async () => {
    const cases: [Record<string, string>, RegExp][] = [
      [{ TEAMS_APP_ID: '', TEAMS_APP_PASSWORD: '' }, /TEAMS_APP_ID/],
      [{ TEAMS_APP_ID: 'not-a-guid' }, /^id: .*GUID/im],
      [{ PUBLIC_URL: '' }, /PUBLIC_URL/],
      [{ PUBLIC_URL: 'http://assistance.example.fr' }, /PUBLIC_URL.*https/],
      [{ PUBLIC_URL: 'https://127.0.0.1' }, /validDomains/],
    ];
    for (const [changes, message] of cases) {
      const failure = await run(changes).catch((error: { stderr?: string }) => error.stderr);
      expect(failure, JSON.stringify(changes)).to.match(message);
    }
  });
});
