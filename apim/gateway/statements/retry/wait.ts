/** How long to wait between attempts, in seconds (retry-policy, Retry wait times). */
export type RetryIntervals = {
  readonly interval: number;
  readonly maxInterval: number | undefined;
  readonly delta: number | undefined;
  readonly firstFast: boolean;
};

/** Seconds before retry number `attempt` (the first retry is 1); `random` is in [0, 1). */
export function retryWait(intervals: RetryIntervals, attempt: number, random: number): number {
  const { interval, maxInterval, delta, firstFast } = intervals;
  if (firstFast && attempt === 1) return 0;
  if (delta === undefined) return interval;
  if (maxInterval === undefined) return interval + (attempt - 1) * delta;
  // The page's example (10, 20, 40, 80, then 100 seconds) is `2^(n-1) - 1`, where its formula lacks the `- 1`.
  const grown = (2 ** (attempt - 1) - 1) * delta * (0.8 + 0.4 * random);
  return Math.min(maxInterval, interval + grown);
}
