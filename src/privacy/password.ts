// Passwords have no shape of their own. Four ways in which people give one away are looked for, each in its own file.

import { findNamedAfterwards } from './password-afterwards.ts';
import { findAlone } from './password-alone.ts';
import { findIntroduced } from './password-introduced.ts';
import { findTried } from './password-tried.ts';
import type { Span, View } from './view.ts';

/** Passwords, by what is said around them or by their shape. */
export function findPasswords(view: View): readonly Span[] {
  return [...findIntroduced(view), ...findNamedAfterwards(view), ...findTried(view), ...findAlone(view)];
}
