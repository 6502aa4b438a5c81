// Samples as figures: quantiles, in milliseconds.

const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
export const ms = (number) => `${number.toFixed(1)} ms`;

/** Prints quantiles of samples; answers the median. */
export function line(name, samples, quantiles = [0.5, 0.95, 0.99]) {
  const sorted = samples.toSorted((a, b) => a - b);
  const figures = quantiles.map((q) => `p${q * 100} ${ms(quantile(sorted, q))}`);
  console.log(`${name}: ${figures.join("  ")}`);
  return quantile(sorted, 0.5);
}

/** How long something takes. */
export async function timed(act) {
  const began = performance.now();
  await act();
  return performance.now() - began;
}
