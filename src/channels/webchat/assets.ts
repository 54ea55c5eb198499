import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Asset, createAsset, digestOf } from '../../http/assets.ts';

const CLIENT = join(import.meta.dirname, 'client');

/** The files that the chat page loads, by name. */
export function loadAssets(): Readonly<Record<'webchat' | 'script' | 'style', Asset>> {
  return {
    webchat: asset('webchat.js', readFileSync(webChatBundle())),
    script: asset('page.js', readFileSync(join(CLIENT, 'page.js'))),
    style: asset('page.css', readFileSync(join(CLIENT, 'page.css'))),
  };
}

/** The source of the embed script, texts filled in. */
export function readEmbedScript(texts: unknown): string {
  return readFileSync(join(CLIENT, 'embed.js'), 'utf8').replace("'__TEXTS__'", JSON.stringify(texts));
}

/** The bundle without Adaptive Cards, Markdown and speech, which the bot does not use here: half the size. */
function webChatBundle(): string {
  const entry = createRequire(import.meta.url).resolve('botframework-webchat');
  const root = entry.slice(0, entry.lastIndexOf('botframework-webchat') + 'botframework-webchat'.length);
  return join(root, 'dist', 'webchat-minimal.js');
}

function asset(name: string, content: Uint8Array): Asset {
  return createAsset(`/webchat/assets/${digestOf(content)}/${name}`, content);
}
