import { setTimeout as delay } from 'node:timers/promises';

export interface RetryOptions {
  /** How often the body may run, the first time included. */
  readonly attempts: number;
  /** No attempt starts after this, in milliseconds since the epoch. */
  readonly deadline: number;
  readonly isRetryable: (error: unknown) => boolean;
}

export interface RetrySeams {
  readonly now: () => number;
  readonly random: () => number;
  readonly wait: (milliseconds: number) => Promise<unknown>;
}

export const retrySeams: RetrySeams = { now: Date.now, random: Math.random, wait: (ms) => delay(ms) };

const firstPauseMs = 10;
const longestPauseMs = 1_000;

/**
 * Runs the body again while its error allows it, with a pause of full jitter: between nothing and twice the last upper
 * bound (Exponential Backoff and Jitter, AWS Architecture Blog). Rejects with the last error.
 */
export async function retrying<T>(
  body: (attempt: number) => Promise<T>,
  options: RetryOptions,
  seams: RetrySeams = retrySeams,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await body(attempt);
    } catch (error) {
      if (attempt >= options.attempts || !options.isRetryable(error)) throw error;
      const pause = seams.random() * Math.min(longestPauseMs, firstPauseMs * 2 ** attempt);
      if (seams.now() + pause >= options.deadline) throw error;
      await seams.wait(pause);
    }
  }
}
