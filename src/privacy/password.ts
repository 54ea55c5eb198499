// Passwords have no shape of their own. The ways in which people give one away are looked for, each in its own file.
import { findNamedAfterwards } from './password-afterwards.ts';
import { findAlone } from './password-alone.ts';
import { findIntroduced } from './password-introduced.ts';
import { findBehindLogins } from './password-login.ts';
import { findStrays } from './password-stray.ts';
import { findTried } from './password-tried.ts';
import type { Detector, Span, View } from './view.ts';

const WAYS: readonly Detector[] = [
  findIntroduced,
  findNamedAfterwards,
  findTried,
  findAlone,
  findBehindLogins,
  findStrays,
];

/** Passwords, by what is said around them or by their shape. */
export function findPasswords(view: View): readonly Span[] {
  return WAYS.flatMap((find) => find(view));
}
