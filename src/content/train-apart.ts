import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { readClassifiers } from '../../intents/engine/model-file.ts';
import type { Example } from '../../intents/engine/train.ts';
import type { Models } from '../../intents/reader.ts';
import type { Homes } from '../../intents/taxonomy.ts';

const PROCESS = join(import.meta.dirname, 'training-process.ts');

/**
 * Trains both models in a process of its own, as `trainModels` does: a training takes more memory than a service is given. Throws
 * where that process ends without them; it has said why.
 */
export async function trainApart(corpus: readonly Example[], homes: Homes): Promise<Models> {
  const child = spawn(process.execPath, [PROCESS], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify([corpus, [...homes]]));
  const bytes = await buffer(child.stdout);
  const [intent, language] = bytes.length > 0 ? readClassifiers(bytes) : [];
  if (!intent || !language) throw new Error('The training ended without a model.');
  return { intent, language };
}
