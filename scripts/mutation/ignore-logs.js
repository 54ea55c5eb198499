import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** Leaves out what is written into the log: tests look at what people and operators get, not at the fields of a line. */
export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'logs', {
    shouldIgnore(path) {
      const callee = path.isCallExpression() ? path.node.callee : undefined;
      const isLog = callee?.type === 'MemberExpression' && callee.object.name === 'log';
      return isLog ? 'a line of the log' : undefined;
    },
  }),
];
