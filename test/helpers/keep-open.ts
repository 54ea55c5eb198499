/** Keeps what a suite opens, and closes it after each of its tests, all together. Call it inside `describe`. */
export function keepOpen(): <One extends { close(): unknown }>(one: One) => One {
  const open: { close(): unknown }[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
  });
  return (one) => {
    open.push(one);
    return one;
  };
}
