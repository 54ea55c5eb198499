import { greeted } from '../../helpers/greeted.ts';
import { type Attack, expectStatus, type Stage } from '../stage.ts';

const ROOM = '/desk/api/content';
const WELCOME = { file: 'locales/fr/talk.yaml', path: ['welcome'] };

/** Texts that a parser, a formatter or a page could stumble over; none may be published. */
const TEXTS: Readonly<Record<string, unknown>> = {
  'a script': '<script>alert(1)</script> Bonjour.',
  'a place that is not there': 'Bonjour {secret}.',
  'a prototype as a place': 'Bonjour {__proto__} {constructor}.',
  'an open brace': 'Bonjour {',
  'ten thousand braces': '{'.repeat(10_000),
  'plurals in plurals': `${'{n, plural, other {'.repeat(400)}x${'}}'.repeat(400)}`,
  'a choice of five thousand': `{academy, select, ${Array.from({ length: 5000 }, (_, at) => `a${at} {x}`).join(' ')} other {x}}`,
  'a format that is endless': `{n, number, ::.${'0'.repeat(20_000)}}`,
  'a link that runs': 'Bonjour, [ici](javascript:alert(1)).',
  'forty thousand characters': 'bonjour '.repeat(5000),
  'a request for a password': 'Bonjour, donnez votre mot de passe.',
  'a list': ['Bonjour'],
  'an object with a prototype': JSON.parse('{"__proto__":{"x":1}}'),
  'a hundred levels': JSON.parse(`${'['.repeat(100)}${']'.repeat(100)}`),
  'a number': 5,
  nothing: null,
};
/** Places that no editor of Paris may write to, or that are none. */
const PLACES: readonly { readonly file: string; readonly path: readonly string[] }[] = [
  { file: '../../package.yaml', path: [] },
  { file: 'locales/fr/../../../x.yaml', path: [] },
  { file: '/etc/passwd.txt', path: [] },
  { file: 'academies/lyon.yaml', path: ['facts', 'lockout', 'value', 'minutes'] },
  { file: 'academies/__proto__.yaml', path: ['x'] },
  { file: 'academies/paris.yaml', path: ['__proto__', 'polluted'] },
  { file: 'academies/paris.yaml', path: ['facts', 'constructor', 'prototype', 'polluted'] },
  { file: 'academies/paris.yaml', path: ['domains'] },
  { file: 'constructor.yaml', path: ['x'] },
  { file: 'locales/fr/talk.yaml', path: ['__proto__'] },
];
const BODIES: readonly unknown[] = [null, 5, '', 'x', [], {}, [[]], '{"__proto__":1}', '\u0000'];
const QUERIES = ['__proto__', 'constructor', '('.repeat(2000), '%', '\u0000', 'a'.repeat(7000)];

/** Drafts, checks, previews and publishing by who may write, with what nobody should. */
export function contentAttacks({ open, paris, auditor, editor, lead }: Stage): Attack[] {
  const area = 'Content room';
  const begun = async () => (await editor.call('POST', `${ROOM}/drafts`, { title: 'Attaque' })).body;
  /** Drafts some changes; where they are kept, a lead tries to publish them, and everybody is greeted as before. */
  async function refusedInTheEnd(changes: readonly object[]): Promise<void> {
    const { id, revision, base } = await begun();
    const saved = await editor.call('PUT', `${ROOM}/drafts/${id}`, { revision, base, changes });
    expectStatus([saved.status], 200, 400, 403, 413);
    if (saved.status === 200) {
      const body = { revision: saved.body.revision, reason: 'Attaque' };
      const { status } = await lead.call('POST', `${ROOM}/drafts/${id}/publish`, body);
      expectStatus([status], 400, 403, 409, 422);
    }
    if (({} as { polluted?: unknown }).polluted !== undefined) throw new Error('the prototype has changed');
    const { version, newest } = (await editor.call('GET', ROOM)).body;
    if (version !== 0 || newest !== 0) throw new Error('it is published');
    if (!(await greeted(open.url)).includes('Permanence')) throw new Error('nobody is greeted');
  }
  const drafts = [
    ...Object.entries(TEXTS).map(([name, value], index) => ({
      ...{ area, name: `a draft with ${name}` },
      // All of the content is checked each time.
      ...(index > 4 && { slow: true as const }),
      run: () => refusedInTheEnd([{ ...WELCOME, value }]),
    })),
    ...PLACES.map((place) => ({
      ...{ area, name: `a draft of ${place.file} ${place.path.join('.')}` },
      run: () => refusedInTheEnd([{ ...place, value: 'x' }]),
    })),
    {
      ...{ area, name: 'a draft of ten thousand changes' },
      run: () => refusedInTheEnd(Array.from({ length: 10_000 }, () => ({ ...WELCOME, value: 'x' }))),
    },
  ];
  const shapes = BODIES.flatMap((body, index) =>
    ['drafts', 'check', 'drafts/none/publish', 'drafts/%00/preview', 'versions/-1/undo'].map((path) => ({
      ...{ area, name: `${path} with body ${index}` },
      run: async () =>
        expectStatus([(await lead.call('POST', `${ROOM}/${path}`, body)).status], 400, 404, 409),
    })),
  );
  const queries = QUERIES.flatMap((query, index) =>
    [`kind=${encodeURIComponent(query)}`, `kind=text&q=${encodeURIComponent(query)}`].map((search) => ({
      ...{ area, name: `a search ${index} by ${search.slice(0, 6)}` },
      run: async () =>
        expectStatus([(await editor.call('GET', `${ROOM}/items?${search}`)).status], 200, 400, 414, 431),
    })),
  );
  const previews = [
    { academy: '__proto__', stored: null, said: { text: 'bonjour' } },
    { academy: 'paris', stored: null, said: { choice: 'constructor' } },
    { academy: 'paris', stored: stored('{"value":{"__proto__":1}}'), said: { text: 'oui' } },
    { academy: 'paris', stored: stored('['.repeat(20_000)), said: { text: 'oui' } },
    { academy: 'paris', stored: { ...stored('{}'), backStack: ['x', 'y'] }, said: { text: 'retour' } },
    {
      academy: 'paris',
      stored: { ...stored('{}'), resumePoint: '{"context":1}' },
      said: { choice: 'go_on' },
    },
  ].map((body, index) => ({
    ...{ area, name: `a preview ${index}` },
    run: async () => {
      const { id } = await begun();
      const { status } = await editor.call('POST', `${ROOM}/drafts/${id}/preview`, body);
      expectStatus([status], 200, 400, 404, 422);
    },
  }));
  const roles = [paris, auditor].flatMap((who, index) =>
    [
      ['GET', ROOM, undefined] as const,
      ['GET', `${ROOM}/items?kind=fact`, undefined] as const,
      ['POST', `${ROOM}/drafts`, { title: 'x' }] as const,
      ['POST', `${ROOM}/check`, { changes: [] }] as const,
    ].map(([method, path, body]) => ({
      ...{ area, name: `${method} ${path} by ${index === 0 ? 'an agent' : 'an auditor'}` },
      run: async () => expectStatus([(await who.call(method, path, body)).status], 403),
    })),
  );
  const byEditor = {
    ...{ area, name: 'publishing by an editor' },
    run: async () => {
      const { id, revision } = await begun();
      const body = { revision, reason: 'x' };
      expectStatus([(await editor.call('POST', `${ROOM}/drafts/${id}/publish`, body)).status], 403);
    },
  };
  return [...drafts, ...shapes, ...queries, ...previews, ...roles, byEditor];
}

/** A conversation as the preview takes it, with a snapshot of somebody's own making. */
function stored(snapshot: string) {
  return {
    ...{ chartVersion: 1, locale: 'fr', academy: 'paris', spokenAt: 0, snapshot, backStack: [] },
    resumePoint: null,
  };
}
