import type { FloatNetwork, Network } from './network.ts';

/**
 * Several networks as one that gives the mean of their scores: their hidden units stand side by side, and the input
 * weights become bytes (a quarter of the size; the accuracy does not move). All have to have the same features and
 * labels.
 */
export function mergeNetworks(networks: readonly FloatNetwork[]): Network {
  const features = Math.max(...networks.map(({ inputs, hiddenBias }) => inputs.length / hiddenBias.length));
  const labels = Math.max(...networks.map(({ bias }) => bias.length));
  const width = networks.reduce((sum, { hiddenBias }) => sum + hiddenBias.length, 0);
  const merged = {
    inputs: new Int8Array(features * width),
    scales: new Float32Array(features),
    hiddenBias: new Float32Array(width),
    outputs: new Float32Array(width * labels),
    bias: new Float32Array(labels),
  } satisfies Network;
  const share = 1 / networks.length;
  let start = 0;
  for (const { hiddenBias, outputs, bias } of networks) {
    merged.hiddenBias.set(hiddenBias, start);
    for (let at = 0; at < outputs.length; at++) {
      merged.outputs[start * labels + at] = (outputs[at] ?? 0) * share;
    }
    for (let label = 0; label < labels; label++) {
      merged.bias[label] = (merged.bias[label] ?? 0) + (bias[label] ?? 0) * share;
    }
    start += hiddenBias.length;
  }
  for (let feature = 0; feature < features; feature++) {
    merged.scales[feature] = writeRow(networks, feature, merged.inputs.subarray(feature * width));
  }
  return merged;
}

/** Writes one feature's weights in all networks as bytes; gives what one step of them is worth. */
function writeRow(networks: readonly FloatNetwork[], feature: number, into: Int8Array): number {
  let largest = 0;
  for (const { inputs, hiddenBias } of networks) {
    const start = feature * hiddenBias.length;
    for (let unit = 0; unit < hiddenBias.length; unit++) {
      largest = Math.max(largest, Math.abs(inputs[start + unit] ?? 0));
    }
  }
  const scale = largest / 127 || 1;
  let at = 0;
  for (const { inputs, hiddenBias } of networks) {
    const start = feature * hiddenBias.length;
    for (let unit = 0; unit < hiddenBias.length; unit++) {
      into[at++] = Math.round((inputs[start + unit] ?? 0) / scale);
    }
  }
  return scale;
}
