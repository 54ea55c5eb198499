/**
 * Licences whose conditions go with the MIT licence of the whole, and with its use and passing on by administrations. All of them
 * ask for the notice to be kept, or for nothing; none for the sources of what is built on it.
 */
const AGREED: Readonly<Record<string, string>> = {
  MIT: 'keep the notice',
  'MIT-0': 'nothing',
  ISC: 'keep the notice',
  'BSD-2-Clause': 'keep the notice',
  'BSD-3-Clause': 'keep the notice, do not advertise with their names',
  '0BSD': 'nothing',
  'Apache-2.0': 'keep the notice, say what was changed',
  'BlueOak-1.0.0': 'keep the notice',
  'CC0-1.0': 'nothing',
  Unlicense: 'nothing',
  'Python-2.0': 'keep the notice',
};

/** Packages that name their licence elsewhere than in package.json, with where it was read. */
const READ: Readonly<Record<string, string>> = {
  // "MIT" under "License" in its Readme.md.
  'escape-regexp-component@1.0.2': 'MIT',
  // LICENSE.txt, the words of the MIT licence.
  'sylvester@0.0.21': 'MIT',
};

/** The licence of a package that does not name it where it should; none unless somebody has read it. */
export function licenceOf(nameAndVersion: string): string | undefined {
  return READ[nameAndVersion];
}

/** Whether an SPDX expression is agreed to: `A OR B` by one of them, `A AND B` by both. */
export function isAgreed(expression: string): boolean {
  const bare = expression.replaceAll(/[()]/g, '');
  return bare
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => Object.hasOwn(AGREED, one.trim())));
}
