import { MeridianError } from '../errors.ts';

/** The time that the caller gave is over. The statement may still run; its connection must not be used again. */
export class DeadlinePassed extends MeridianError {
  constructor() {
    super('UNAVAILABLE', 'The database took too long.');
  }
}

/** Resolves as the promise does, or rejects with {@link DeadlinePassed} when the deadline comes first. */
export function beforeDeadline<T>(deadline: number, running: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DeadlinePassed()), Math.max(0, deadline - Date.now()));
    running.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error as Error);
      },
    );
  });
}
