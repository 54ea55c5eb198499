import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';

/** Whom each room imports. Who is not named imports what they like: app/, serve.ts, main.js and commands/ are the outside. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  intents: [],
  dialogs: ['intents'],
  'src/redaction': [],
  'src/terminal': ['intents'],
  'src/bundle': [],
  'src/store': ['dialogs', 'src/redaction', 'src/terminal'],
  'src/http': ['intents', 'dialogs', 'src/store'],
  'src/config': ['src/http', 'src/terminal'],
  'src/site': ['intents', 'dialogs', 'src/config', 'src/http'],
  'src/content': ['intents', 'dialogs', 'src/redaction'],
  'src/turn': ['intents', 'dialogs', 'src/redaction', 'src/store'],
  'src/publishing': ['intents', 'dialogs', 'src/redaction', 'src/content', 'src/store', 'src/turn'],
  'src/training': ['intents', 'dialogs', 'src/content', 'src/store', 'src/delivery', 'src/publishing'],
  'src/delivery': ['src/store', 'src/turn'],
  'src/records': ['src/config', 'src/delivery', 'src/store', 'src/turn'],
};
/** Rooms at the top, which import all below; none of them another one's code, and nobody theirs. */
const TOP = ['src/channels', 'src/desk', 'src/operations'];
const PURE = ['intents', 'dialogs', 'src/redaction'];

interface Import {
  readonly from: string;
  readonly to: string;
  /** Whether only types come over, which nothing waits for at run time. */
  readonly typeOnly: boolean;
}

const ROOT = join(import.meta.dirname, '..');
const files = globSync('{intents,dialogs,src}/**/*.{ts,js}', { cwd: ROOT }).filter(
  (file) => !file.includes('/client/'),
);
const imports: readonly Import[] = files.flatMap((from) =>
  [
    ...readFileSync(join(ROOT, from), 'utf8').matchAll(
      /^(?:import|export)\s+(type\s)?[^;]*?from '([^']+)'/gm,
    ),
  ].map(([, type, to = '']) => ({
    from,
    to: to.startsWith('.') ? join(dirname(from), to) : to,
    typeOnly: type !== undefined,
  })),
);

function roomOf(file: string): string {
  return file
    .split('/')
    .slice(0, file.startsWith('src/') ? 2 : 1)
    .join('/');
}

function tell({ from, to }: Import): string {
  return `${from} imports ${to}`;
}

describe('the rooms', () => {
  it('import only whom CONTRIBUTING says that they import', () => {
    const below = Object.keys(MAY_IMPORT);
    const strays = imports.filter(({ from, to, typeOnly }) => {
      const [room, other] = [roomOf(from), roomOf(to)];
      if (room === other || !/^(intents|dialogs|src)\//.test(to)) return false;
      if (TOP.includes(room)) return !below.includes(other) && !(room === 'src/operations' && typeOnly);
      return MAY_IMPORT[room] !== undefined && !MAY_IMPORT[room].includes(other);
    });
    expect(strays.map(tell)).to.deep.equal([]);
  });

  it('at the bottom are pure: they import no module of Node.js', () => {
    const strays = imports.filter(({ from, to }) => to.startsWith('node:') && PURE.includes(roomOf(from)));
    expect(strays.map(tell)).to.deep.equal([]);
  });

  it('keep Bot Framework in one place', () => {
    const strays = imports.filter(
      ({ from, to }) => /^bot(builder|framework)/.test(to) && !from.startsWith('src/channels/teams/'),
    );
    expect(strays.map(tell)).to.deep.equal([]);
  });

  it('have no files that need one another in a circle, not for types either', () => {
    const needs = Map.groupBy(imports, ({ from }) => from);
    const seen = new Set<string>();
    const circles: string[] = [];
    function walk(file: string, path: readonly string[]): void {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      if (path.includes(file) || seen.has(file)) return;
      for (const { to } of needs.get(file) ?? []) walk(to, [...path, file]);
      seen.add(file);
    }
    for (const file of files) walk(file, []);
    expect(circles).to.deep.equal([]);
  });
});
