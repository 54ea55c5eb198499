import { softmax } from './network.ts';

/** Raw scores of a line that was held out in training, and the number of its right label. */
export interface HeldOut {
  readonly scores: Float32Array;
  readonly target: number;
}

/** The temperature with the least cross-entropy on held-out scores, by golden-section search between 0.1 and 10. */
export function fitTemperature(heldOut: readonly HeldOut[]): number {
  const loss = (temperature: number) =>
    heldOut.reduce(
      (sum, { scores, target }) =>
        sum - Math.log(Math.max(1e-12, softmax(scores.slice(), temperature)[target] ?? 0)),
      0,
    );
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [0.1, 10];
  while (high - low > 0.01) {
    const [left, right] = [high - ratio * (high - low), low + ratio * (high - low)];
    if (loss(left) < loss(right)) high = right;
    else low = left;
  }
  return (low + high) / 2;
}
