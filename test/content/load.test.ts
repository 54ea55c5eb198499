import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { ContentError, loadKnowledge } from '../../src/content/load.ts';
import { beginConversation } from '../../src/turn/stored-conversation.ts';
import { temporaryFolder } from '../helpers/app.ts';
import { redacted } from '../helpers/redacted.ts';
import { createTestStep, repliesOf } from '../helpers/step.ts';

const DIALOGS = join(import.meta.dirname, '../../dialogs/knowledge');

describe('the content files', () => {
  /** A copy of the content in which one file is written anew. */
  function withFile(path: string, content: string): string {
    const folder = join(temporaryFolder(), 'dialogs');
    for (const part of ['academies', 'locales'])
      cpSync(join(DIALOGS, part), join(folder, part), { recursive: true });
    cpSync(join(DIALOGS, 'sources.yaml'), join(folder, 'sources.yaml'));
    writeFileSync(join(folder, path), content);
    return folder;
  }

  it('name the file and the place of what does not fit', () => {
    const nice =
      'id: nice\nname: { fr: académie de Nice, en: academy of Nice }\ntitle: { fr: Nice, en: Nice }\nplaces: [nice]\ndomains: [ac-nice.fr]\n';
    const cases: [string, string, RegExp][] = [
      [
        'academies/nice.yaml',
        `${nice}facts: { lockout: { value: { attempts: 3, minutes: 15 }, checkedOn: 2026-11 } }`,
        /nice\.yaml.*facts\.lockout\.source/,
      ],
      ['academies/nice.yaml', `${nice}facts: { weather: sunny }`, /nice\.yaml.*facts/],
      ['academies/nice.yaml', 'id: [', /nice\.yaml/],
      ['locales/fr/extra.yaml', 'a: { b: 1 }', /extra\.yaml/],
    ];
    for (const [path, content, message] of cases) {
      expect(() => loadKnowledge(withFile(path, content)), content).to.throw(ContentError, message);
    }
    expect(() => loadKnowledge(withFile('locales/fr/extra.yaml', 'a: "{open"'))).to.throw(/extra\.a/);
  });

  it('make an academy out of one new file, without code', () => {
    const folder = withFile(
      'academies/atlantide.yaml',
      `id: atlantide
name: { fr: académie de l’Atlantide, en: academy of Atlantis }
title: { fr: Atlantide, en: Atlantis }
places: [atlantide]
domains: [ac-atlantide.fr]
facts:
  lockout: { value: { attempts: 5, minutes: 40 }, source: [paris-convergence], checkedOn: 2026-11 }
`,
    );
    const knowledge = loadKnowledge(folder);
    const step = createTestStep(knowledge);
    const now = Date.UTC(2026, 10, 23, 8, 0);
    const told = step(
      beginConversation('fr', null),
      { type: 'message', text: redacted('compte bloqué, je suis en Atlantide'), found: [] },
      now,
    );
    const text = repliesOf(told)
      .map((reply) => reply.text)
      .join('\n');
    expect(text)
      .to.include('académie de l’Atlantide')
      .and.to.include('Après 5\u00a0échecs, le compte se bloque environ 40\u00a0minutes');
    rmSync(folder, { recursive: true });
  });
});
