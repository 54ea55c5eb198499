import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Incident } from '../../../dialogs/case/incident.ts';
import { type ClientAssets, loadClientAssets, type PageFiles } from '../../http/client-assets.ts';

/** The files of the chat page; the first to run is `main.js`. */
export const CHAT_FILES: PageFiles = {
  prefix: '/webchat/assets',
  folder: join(import.meta.dirname, 'client'),
  lit: ['lit-html.js', 'directive.js', 'directive-helpers.js', 'directives/repeat.js'],
};

/** The files of the chat page with its texts. */
export function loadChatAssets(texts: unknown): ClientAssets {
  return loadClientAssets({ ...CHAT_FILES, texts });
}

/** The script that puts the chat on a portal, as it is sent from an origin, with what is out of order. */
export type EmbedScript = (origin: string, incidents: readonly Incident[]) => string;

/** The parts of the embed script, each behind those that it imports. */
const EMBED_PARTS = [
  'settings.js',
  'memory.js',
  'colour.js',
  'state.js',
  'launcher.js',
  'notices.js',
  'frame.js',
  'main.js',
];

/** Reads the embed script and fills texts and style in. */
export function readEmbedScript(texts: unknown): EmbedScript {
  const read = (name: string) => readFileSync(join(import.meta.dirname, 'embed', name), 'utf8');
  // By functions: a replacement in which a dollar stands would mean something else.
  const script = joinParts(EMBED_PARTS.map(read))
    .replace("'__TEXTS__'", () => JSON.stringify(JSON.stringify(texts)))
    .replace("'__STYLE__'", () => JSON.stringify(read('embed.css').replace(/\s+/g, ' ')));
  return (origin, incidents) => {
    const notices = incidents.map(({ academies, text }) => ({ academies, text }));
    return (
      script
        .replace("'__ORIGIN__'", () => JSON.stringify(origin))
        // Where the script is copied into a page, "<" could end its element.
        .replace("'__NOTICES__'", () => JSON.stringify(JSON.stringify(notices)).replaceAll('<', '\\u003c'))
    );
  };
}

/** Modules as one script in a scope of its own, which a portal loads by one request, and which does nothing a second time. */
function joinParts(modules: readonly string[]): string {
  const parts = modules.map((source) =>
    source.replaceAll(/^import [^;]*;\n/gm, '').replaceAll(/^export /gm, ''),
  );
  return `(() => {\nif ('Permanence' in window) return;\n${parts.join('\n')}})();\n`;
}
