/** What `npm start` tells the person who waits. */
export interface Report {
  /** Runs a step and says how long it took. The step may report how far it is, from 0 to 1. */
  step<T>(name: string, run: (progress: (done: number) => void) => Promise<T>): Promise<T>;
  /** One line. */
  say(line: string): void;
}

/** Where lines go; `process.stdout` is one. */
export interface Terminal {
  write(text: string): unknown;
  /** A bar that is drawn over itself needs a terminal; elsewhere only the result is written. */
  readonly isTTY?: boolean | undefined;
}

const barWidth = 30;

/** Writes to a terminal. */
export function createReport(terminal: Terminal, now: () => number = Date.now): Report {
  const line = (name: string, rest: string) => `  ${name.padEnd(20)} ${rest}`;
  return {
    say: (text) => void terminal.write(`${text}\n`),
    async step(name, run) {
      const start = now();
      let drawn = -1;
      const progress = (done: number) => {
        const filled = Math.floor(Math.min(Math.max(done, 0), 1) * barWidth);
        if (!terminal.isTTY || filled === drawn) return;
        drawn = filled;
        const bar = '█'.repeat(filled).padEnd(barWidth, '░');
        terminal.write(`\r${line(name, `${bar} ${String(Math.round(done * 100)).padStart(3)} %`)}`);
      };
      const result = await run(progress);
      // The escape sequence clears what is left of the bar.
      terminal.write(
        `${drawn < 0 ? '' : '\r\x1b[2K'}${line(name, `${((now() - start) / 1000).toFixed(1)} s`)}\n`,
      );
      return result;
    },
  };
}
