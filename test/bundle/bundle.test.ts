import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { makeBundle } from '../../src/bundle/make.ts';
import { bundleFolder, findBundle } from '../../src/bundle/place.ts';
import { temporaryFolder } from '../helpers/app.ts';
import { startService } from '../helpers/process.ts';

/** A project of three sources, with what npm has installed. */
function project(): string {
  const root = temporaryFolder();
  for (const folder of ['src/turn', 'dialogs', 'intents', 'node_modules'])
    mkdirSync(join(root, folder), { recursive: true });
  for (const file of [
    'src/serve.ts',
    'src/turn/step.ts',
    'dialogs/chart.ts',
    'node_modules/.package-lock.json',
  ])
    writeFileSync(join(root, file), `// ${file}`);
  return root;
}

function bundle(root: string): string {
  const folder = bundleFolder(root);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'serve.js'), '');
  return join(folder, 'serve.js');
}

describe('the bundle', () => {
  it('is run where it was made of the sources and packages as they are, and no longer', () => {
    const root = project();
    expect(findBundle(root)).to.equal(undefined);
    const made = bundle(root);
    expect(findBundle(root)).to.equal(made);
    for (const changed of [
      'src/turn/step.ts',
      'src/turn/new.ts',
      'dialogs/odds.json',
      'node_modules/.package-lock.json',
    ]) {
      writeFileSync(join(root, changed), '// changed');
      expect(findBundle(root), changed).to.equal(undefined);
      bundle(root);
    }
  });

  it('is not asked for where npm has installed nothing', () => {
    expect(findBundle(temporaryFolder())).to.equal(undefined);
  });

  it('serves the chat, the desk and Teams as the sources do', async () => {
    await makeBundle();
    const made = findBundle() ?? '';
    expect(made).to.not.equal('');
    for (const file of readdirSync(dirname(made))) {
      // A single other letter, and all of the file takes twice its length in memory.
      expect(readFileSync(join(dirname(made), file), 'utf8'), file).to.match(/^[\0-\x7f]*$/);
    }
    const service = await startService({
      DATABASE_URL: `file:${join(temporaryFolder(), 'bundled.db')}`,
      TEAMS_UNAUTHENTICATED: 'true',
    });
    for (const path of ['/readyz', '/webchat', '/webchat/embed.js', '/desk', '/accessibility']) {
      expect((await fetch(`${service.url}${path}`)).status, path).to.equal(200);
    }
    const { status } = await fetch(`${service.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(status).to.equal(400);
    await service.end();
  });
});
