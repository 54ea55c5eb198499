/** Milliseconds after which waiting is given up; less where most of what is waited for never comes, as among mutants. */
const PATIENCE = Number(process.env.PATIENCE ?? 12_000);
const EVERY = 20;

/** Tries until there is something, and gives it; rejects when patience ends. */
export async function eventually<T>(
  attempt: () => Promise<T | undefined> | T | undefined,
  patience = PATIENCE,
): Promise<T> {
  const end = performance.now() + patience;
  while (performance.now() < end) {
    const result = await attempt();
    if (result !== undefined) return result;
    await new Promise((resolve) => setTimeout(resolve, EVERY));
  }
  throw new Error(`nothing came in ${patience} ms`);
}
