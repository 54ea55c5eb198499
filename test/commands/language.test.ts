import { expect } from 'chai';
import { runCommand } from '../helpers/command.ts';

const FRENCH = { LANG: 'fr_FR.UTF-8' };

describe('command lines in French', function () {
  this.timeout(60_000);

  it('say what they want, and what is wrong, in French', async () => {
    const table: [string, string[], Record<string, string>, RegExp][] = [
      ['desk', ['invite', '--nom', 'A'], {}, /^L’option --nom n’existe pas/],
      ['desk', ['invite', '--name', 'A', '--academy', 'nice'], {}, /^--academy\s: .* pas nice\.$/m],
      ['data', ['find', '--since', 'hier'], {}, /^--since\s: un jour/],
      ['outbox', ['retry'], {}, /^Indiquez\s: npm run outbox -- retry <conversation> <seq>/],
      ['keys', [], {}, /^Indiquez\s: npm run keys/],
      ['tickets', ['open'], {}, /^Commande\s: retry/],
      ['facts', [], { PORT: 'x' }, /^$/],
      ['data', ['receipts'], { PORT: 'x' }, /^Un réglage n’est pas valable(.*\n)+ {2}PORT: /],
    ];
    const told = table.map(async ([command, words, environment, expected]) => {
      const { stderr } = await runCommand(command, words, { ...FRENCH, ...environment });
      expect(stderr, `${command} ${words.join(' ')}`)
        .to.match(expected)
        .and.not.match(/\n\s+at /);
    });
    await Promise.all(told);
  });

  it('say what they do', async () => {
    const asked = ['data', 'doctor', 'redact'].map(async (command) => {
      const { code, stdout } = await runCommand(command, ['--help'], FRENCH);
      expect(code).to.equal(0);
      expect(stdout)
        .to.match(/^npm run (--silent )?\w+/)
        .and.to.match(/FICHIER|en panne|expurgées/);
    });
    await Promise.all(asked);
  });
});
