/**
 * The Content-Security-Policy of a page: what carries its nonce, what it asks this service for, and nothing else. `other` directives
 * say what a page differs in.
 *
 *     pagePolicy(nonce, { 'frame-ancestors': "'self' https://portail.example.fr" })
 */
export function pagePolicy(nonce: string, other: Readonly<Record<string, string>> = {}): string {
  const directives = {
    'default-src': "'none'",
    'script-src': `'nonce-${nonce}'`,
    'style-src': `'nonce-${nonce}'`,
    'connect-src': "'self'",
    'img-src': 'data:',
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    ...other,
  };
  return Object.entries(directives)
    .map((directive) => directive.join(' '))
    .join('; ');
}
