/** Texts of statements whose results nobody looks at. */
const unanswered = new Set<string>();

/** Notes a statement of which nobody has to know more than that its transaction was committed. */
export function letUnanswered(sql: string): void {
  unanswered.add(sql);
}

/** Whether a transaction need not wait for the result of a statement. */
export function isUnanswered(sql: string): boolean {
  return unanswered.has(sql);
}
