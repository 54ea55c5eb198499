import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { startApp, temporaryFolder } from '../helpers/app.ts';
import { cookieOf, request, useLink } from '../helpers/desk-server.ts';

const COMMAND = join(import.meta.dirname, '../../src/commands/desk.ts');

describe('npm run desk', () => {
  const DATABASE_URL = `file:${join(temporaryFolder(), 'permanence.db')}`;

  async function run(...words: string[]): Promise<{ code: number; output: string }> {
    const env = { ...process.env, DATABASE_URL, PUBLIC_URL: 'https://assistance.example.fr' };
    try {
      // Away from the checkout, whose .env is the developer's.
      const { stdout } = await promisify(execFile)(process.execPath, [COMMAND, ...words], {
        env,
        cwd: temporaryFolder(),
      });
      return { code: 0, output: stdout };
    } catch (error) {
      const { code, stderr } = error as { code: number; stderr: string };
      return { code, output: stderr };
    }
  }

  it('invites, lists and revokes while the service runs', async () => {
    const app = await startApp({ DATABASE_URL });
    try {
      const { output } = await run(
        'invite',
        '--name',
        'Camille Durand',
        '--academy',
        'paris,lyon',
        '--group',
        'mfa',
      );
      const token =
        /^https:\/\/assistance\.example\.fr\/desk\/invitation\?token=([\w-]{43})$/m.exec(output)?.[1] ?? '';
      const cookie = `permanence_desk=${cookieOf(await useLink(app.url, token), 'permanence_desk')}`;
      const me = () => request(`${app.url}/desk/api/me`, 'GET', undefined, { cookie });
      expect((await me()).body.agent).to.deep.include({
        name: 'Camille Durand',
        role: 'agent',
        academies: ['paris', 'lyon'],
      });
      // The same person again, whatever the case, keeps their id.
      await run('invite', '--name', 'camille  durand', '--role', 'lead', '--academy', '*');
      expect((await run('list')).output).to.match(/^[\w-]{36}\tcamille durand\tlead\t\*\t-\tactive\n$/);
      expect((await me()).body.agent).to.include({ role: 'lead', academies: '*' });
      expect((await run('revoke', '--name', 'camille durand')).output).to.include('no access');
      expect((await me()).status).to.equal(401);
      expect((await run('list')).output).to.include('revoked');
      await run('restore', '--name', 'camille durand');
      expect((await run('list')).output).to.include('active');
      // Sessions that were ended stay so.
      expect((await me()).status).to.equal(401);
    } finally {
      await app.close();
    }
  });

  it('says what it wants', async () => {
    const table: [string[], RegExp][] = [
      [[], /invite, list, revoke, restore/],
      [['invite'], /--name/],
      [['invite', '--name', 'A'], /--academy: expected "\*" or some of .*lyon/],
      [['invite', '--name', 'A', '--academy', 'nice'], /not nice/],
      [
        ['invite', '--name', 'A', '--academy', 'paris', '--role', 'boss'],
        /--role: expected one of agent, lead, auditor/,
      ],
      [['revoke', '--name', 'Personne'], /Nobody has this/],
      [['invite', '--nom', 'A'], /--nom/],
    ];
    const answers = await Promise.all(table.map(([words]) => run(...words)));
    for (const [index, [words, expected]] of table.entries()) {
      expect(answers[index]?.code, words.join(' ')).to.equal(1);
      expect(answers[index]?.output, words.join(' '))
        .to.match(expected)
        .and.not.match(/^\s+at /m);
    }
  });
});
