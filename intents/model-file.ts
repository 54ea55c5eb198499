import type { LinearModel } from './linear-model.ts';
import type { Models } from './understand.ts';

interface Header {
  readonly models: readonly {
    readonly labels: readonly string[];
    readonly features: readonly string[];
    readonly temperature: number;
  }[];
}

const NAMES = ['intent', 'language'] as const satisfies readonly (keyof Models)[];
const WORD = 4;

/** Both models as bytes: the length of a JSON header, the header, then the numbers as 32-bit floats, little-endian. */
export function writeModel(models: Models): Uint8Array {
  const list = NAMES.map((name) => models[name]);
  const header = {
    models: list.map(({ labels, vocabulary, temperature }) => ({
      labels,
      features: [...vocabulary.index.keys()],
      temperature,
    })),
  } satisfies Header;
  const json = Buffer.from(JSON.stringify(header));
  const padded = Buffer.concat([json, Buffer.alloc((WORD - (json.length % WORD)) % WORD, ' ')]);
  const numbers = list.flatMap(({ vocabulary, weights, bias }) => [vocabulary.idf, weights, bias]);
  const length = Buffer.alloc(WORD);
  length.writeUInt32LE(padded.length);
  return Buffer.concat([
    length,
    padded,
    ...numbers.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength)),
  ]);
}

/** Reads what `writeModel` wrote. Throws `RangeError` or `SyntaxError` on bytes that are cut short or something else. */
export function readModel(bytes: Uint8Array): Models {
  // A copy: the floats have to start at a multiple of four bytes.
  const { buffer } = Uint8Array.from(bytes);
  const headerLength = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(Buffer.from(buffer, WORD, headerLength).toString()) as Header;
  let offset = WORD + headerLength;
  const take = (count: number) => {
    const part = new Float32Array(buffer, offset, count);
    offset += count * WORD;
    return part;
  };
  const [intent, language] = header.models.map(({ labels, features, temperature }): LinearModel => {
    const index = new Map(features.map((name, position) => [name, position]));
    return {
      labels,
      temperature,
      vocabulary: { index, idf: take(features.length) },
      weights: take(features.length * labels.length),
      bias: take(labels.length),
    };
  });
  if (!intent || !language || offset !== buffer.byteLength) throw new RangeError('not a model file');
  return { intent, language };
}
