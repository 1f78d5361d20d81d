import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StatementSeams } from '../statements/exchange.ts';
import type { FetchText } from './gateway-state.ts';

/** The world as the policy gateway sees it. Tests freeze the clock and answer for the network. */
export type GatewaySeams = Omit<StatementSeams, 'send'> & {
  readonly guid: () => string;
  /** Milliseconds of a clock that nobody sets back, for durations. */
  readonly stopwatch: () => number;
  readonly fetch: FetchText;
};

/** The real world, except where told otherwise. */
export function gatewaySeams(replaced: Partial<GatewaySeams> = {}): GatewaySeams {
  return {
    now: Date.now,
    random: Math.random,
    guid: randomUUID,
    stopwatch: () => performance.now(),
    fetch: (url, init) => fetch(url, init),
    wait: async (milliseconds, signal) => {
      await sleep(milliseconds, undefined, { signal, ref: false });
    },
    ...replaced,
  };
}
