import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

/** The corpus: one JSON string a line, so that any character can stand there. */
export const NASTY: readonly string[] = readFileSync(join(import.meta.dirname, 'nasty-texts.txt'), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line));

/** One of them. */
export const nasty = fc.constantFrom(...NASTY);
/** What a person could type, and what nobody would. */
export const text = fc.oneof(
  nasty,
  fc.string(),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.tuple(nasty, fc.integer({ min: 1, max: 300 })).map(([part, times]) => part.repeat(times)),
  fc.constantFrom('mot de passe oublié', 'Paris', 'oui', 'non', 'retour', 'je veux une personne'),
);
const scalar = fc.oneof(
  text,
  fc.integer(),
  fc.double(),
  fc.constantFrom(null, true, [], {}, [[]], { $gt: '' }, 9e15, -1),
);
/** Anything that JSON can hold. */
export const value = fc.oneof({ weight: 3, arbitrary: scalar }, { weight: 1, arbitrary: fc.jsonValue() });
