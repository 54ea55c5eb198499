import type { Classifier } from './classifier.ts';
import { placesFor } from './feature-index.ts';
import { indexSpellings } from './spelling.ts';

interface Header {
  readonly models: readonly {
    readonly labels: readonly string[];
    readonly features: number;
    /** Bytes of the names of the features. */
    readonly names: number;
    readonly words: readonly string[];
    readonly temperature: number;
    readonly width: number;
    readonly heldOut: number;
  }[];
}

const WORD = 4;

/**
 * Classifiers as bytes: the length of a JSON header, the header, then for each model the index of its features, its numbers
 * as 32-bit floats, little-endian, and its input weights as signed bytes. Each part starts at a multiple of four bytes.
 */
export function writeClassifiers(list: readonly Classifier[]): Uint8Array {
  const header = {
    models: list.map(({ labels, vocabulary, temperature, network, foreignness }) => ({
      labels,
      features: vocabulary.index.checks.length,
      names: vocabulary.index.names.length,
      words: Array.from(vocabulary.spellings.values(), ({ word }) => word),
      temperature,
      width: network.hiddenBias.length,
      heldOut: foreignness.length,
    })),
  } satisfies Header;
  const parts = list.flatMap(({ vocabulary, network, foreignness }) => [
    vocabulary.index.places,
    vocabulary.index.checks,
    vocabulary.index.names,
    vocabulary.idf,
    network.scales,
    network.hiddenBias,
    network.outputs,
    network.bias,
    foreignness,
    network.inputs,
  ]);
  const json = pad(Buffer.from(JSON.stringify(header)), ' ');
  const length = Buffer.alloc(WORD);
  length.writeUInt32LE(json.length);
  return Buffer.concat([
    length,
    json,
    ...parts.map((part) => pad(Buffer.from(part.buffer, part.byteOffset, part.byteLength), '\0')),
  ]);
}

/** Reads what `writeClassifiers` wrote. Throws `RangeError` or `SyntaxError` on bytes that are cut short or something else. */
export function readClassifiers(bytes: Uint8Array): Classifier[] {
  // The floats have to start at a multiple of four bytes. A file is not copied: it is large.
  const { buffer, byteOffset } = bytes.byteOffset % WORD === 0 ? bytes : Uint8Array.from(bytes);
  const headerLength = new DataView(buffer, byteOffset).getUint32(0, true);
  const header = JSON.parse(Buffer.from(buffer, byteOffset + WORD, headerLength).toString()) as Header;
  let offset = byteOffset + WORD + headerLength;
  /** Where the next part starts, which is so many bytes long. */
  const next = (bytes: number) => {
    const start = offset;
    offset += Math.ceil(bytes / WORD) * WORD;
    return start;
  };
  const floats = (count: number) => new Float32Array(buffer, next(count * WORD), count);
  const words32 = (count: number) => new Uint32Array(buffer, next(count * WORD), count);
  const classifiers = header.models.map((model): Classifier => {
    const { labels, features, names, words, temperature, width, heldOut } = model;
    const index = {
      places: words32(placesFor(features)),
      checks: words32(features),
      names: new Uint8Array(buffer, next(names), names),
    };
    const vocabulary = {
      index,
      idf: floats(features),
      spellings: indexSpellings(words),
    };
    const network = {
      scales: floats(features),
      hiddenBias: floats(width),
      outputs: floats(width * labels.length),
      bias: floats(labels.length),
    };
    const foreignness = floats(heldOut);
    const inputs = new Int8Array(buffer, next(features * width), features * width);
    return { labels, temperature, vocabulary, network: { ...network, inputs }, foreignness };
  });
  if (offset !== byteOffset + bytes.byteLength) throw new RangeError('not a model file');
  return classifiers;
}

function pad(part: Buffer, filler: string): Buffer {
  return Buffer.concat([part, Buffer.alloc((WORD - (part.length % WORD)) % WORD, filler)]);
}
