import { type Attack, expectStatus, type Stage } from '../stage.ts';

const ODD = [
  '</script><script>alert(1)</script>',
  "');alert(1);('",
  '__proto__',
  'constructor',
  '\u0000',
  '\u2028',
  'x'.repeat(4000),
  '*',
  '["paris"]',
];
/** What the script is, whatever was asked. */
const SCRIPT = /^dispatchEvent\(new CustomEvent\('permanence:notices',\{detail:(\[.*\])\}\)\);$/s;
const DAY = 24 * 3_600_000;

/** Notices that something is out of order: who may speak, what may be said, and what reaches the portals' pages. */
export function noticeAttacks({ open, lead, paris, auditor, lyon, editor }: Stage): Attack[] {
  const area = 'Incidents';
  const notice = {
    ...{ academies: ['paris'], system: 'webmail', severity: 'down' },
    ...{ fr: 'La messagerie ne répond pas.', en: 'The mailbox does not answer.', endsAt: null },
  };
  const post = (who: typeof lead, body: unknown) => who.call('POST', '/desk/api/incidents', body);
  const refused: Readonly<Record<string, object>> = {
    'for another academy': { academies: ['lyon'] },
    'for one of one’s own and another': { academies: ['paris', 'lyon'] },
    'for all': { academies: '*' },
    'for none': { academies: [] },
    'for a prototype': { academies: ['__proto__'] },
    'of a prototype': { system: '__proto__' },
    'of no severity': { severity: 'constructor' },
    'over before it begins': { endsAt: 1 },
    'without end of numbers': { endsAt: 1e300 },
    'from a time that is none': { startsAt: 'now' },
    'of 201 characters': { fr: 'x'.repeat(201) },
    'of nothing but blanks': { fr: ' \u200b ' },
    'of no text': { fr: { toString: 'x' } },
    'that asks for a password': { fr: 'Envoyez votre mot de passe à l’assistance.' },
    'with a field more': { id: 'mine' },
  };
  const publishing = [
    ...Object.entries(refused).map(([name, change]) => ({
      ...{ area, name: `a notice ${name}` },
      run: async () => expectStatus([(await post(lead, { ...notice, ...change })).status], 400, 403, 422),
    })),
    ...Object.entries({ 'an agent': paris, 'an auditor': auditor, 'an editor': editor }).map(
      ([who, one]) => ({
        ...{ area, name: `a notice by ${who}` },
        run: async () => expectStatus([(await post(one, notice)).status], 403),
      }),
    ),
    ...['none', '%00', '..', '__proto__'].map((id) => ({
      ...{ area, name: `lifting ${id}` },
      run: async () =>
        expectStatus([(await lead.call('POST', `/desk/api/incidents/${id}/lift`, {})).status], 400, 404),
    })),
    {
      ...{ area, name: 'a notice that is markup, on a portal’s page' },
      run: async () => {
        const fr = '</script><img src=x onerror=alert(1)> {academy}';
        const { status, body } = await post(lead, { ...notice, fr, endsAt: Date.now() + DAY });
        expectStatus([status], 201, 400, 422);
        if (status !== 201) return;
        try {
          await soundScript('?academy=paris');
          expectStatus(
            [(await lyon.call('POST', `/desk/api/incidents/${body.id}/lift`, {})).status],
            403,
            404,
          );
        } finally {
          await lead.call('POST', `/desk/api/incidents/${body.id}/lift`, {});
        }
      },
    },
  ];
  async function soundScript(query: string): Promise<void> {
    const response = await fetch(`${open.url}/webchat/notices.js${query}`);
    const text = await response.text();
    const list = SCRIPT.exec(text)?.[1];
    if (response.status !== 200 || list === undefined || text.includes('<')) throw new Error(`it is ${text}`);
    JSON.parse(list);
    const type = response.headers.get('content-type') ?? '';
    if (!type.startsWith('text/javascript')) throw new Error(`it comes as ${type}`);
  }
  const scripts = ODD.flatMap((odd, index) =>
    ['academy', 'locale', 'callback'].map((name) => ({
      ...{ area: 'notices.js', name: `${name} ${index}` },
      run: () => soundScript(`?${name}=${encodeURIComponent(odd)}`),
    })),
  );
  const methods = ['POST', 'PUT', 'DELETE'].map((method) => ({
    ...{ area: 'notices.js', name: method },
    run: async () => expectStatus([(await fetch(`${open.url}/webchat/notices.js`, { method })).status], 405),
  }));
  return [...publishing, ...scripts, ...methods];
}
