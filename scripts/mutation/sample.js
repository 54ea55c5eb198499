import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';

const share = Number(process.env.SAMPLE ?? 1);

/**
 * Leaves a share of the mutants in, where all would take too long: the same ones each time as long as the code stays, and of all
 * files and kinds alike. Those left out are counted as not compiling, which the score leaves out.
 */
function createSample() {
  return {
    init: async () => undefined,
    check: async (mutants) => Object.fromEntries(mutants.map((mutant) => [mutant.id, judge(mutant)])),
    group: async (mutants) => [mutants.map(({ id }) => id)],
  };
}

function judge({ fileName, location, mutatorName, replacement }) {
  const { start, end } = location;
  const name = [
    relative(process.cwd(), fileName),
    start.line,
    start.column,
    end.line,
    end.column,
    mutatorName,
    replacement,
  ];
  const drawn = createHash('sha256').update(name.join('|')).digest().readUInt32BE(0) / 2 ** 32;
  return drawn < share ? { status: 'passed' } : { status: 'compileError', reason: 'not drawn' };
}

export const strykerPlugins = [declareFactoryPlugin(PluginKind.Checker, 'sample', createSample)];
