// Passwords have no shape of their own. The ways in which people give one away are looked for, each in its own file.

import type { Detector, Span, View } from '../view.ts';
import { findNamedAfterwards } from './afterwards.ts';
import { findAlone } from './alone.ts';
import { findBirthdays } from './birthday.ts';
import { findComplainedOf } from './complained.ts';
import { findIntroduced } from './introduced.ts';
import { findBehindLogins } from './login.ts';
import { findSiblings } from './sibling.ts';
import { findStrays } from './stray.ts';
import { findTried } from './tried.ts';

/** In the order in which they look. */
export const PASSWORD_DETECTORS: readonly Detector[] = [
  findIntroduced,
  findNamedAfterwards,
  findTried,
  findAlone,
  findBehindLogins,
  findStrays,
  findSiblings,
  findBirthdays,
  findComplainedOf,
];

/** Passwords, by what is said around them or by their shape. */
export function findPasswords(view: View): readonly Span[] {
  return PASSWORD_DETECTORS.flatMap((find) => find(view));
}
