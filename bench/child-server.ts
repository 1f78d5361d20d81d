import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/** Resolves when the child's server at `url` answers, by default with success. Rejects when it ends before, or after 30 s. */
export async function untilAnswers(
  child: ChildProcess,
  name: string,
  url: string,
  isAnswer: (response: Response) => boolean = ({ ok }) => ok,
): Promise<void> {
  await Promise.race([asked(url, isAnswer), untilEnded(child, name)]);
}

/** Rejects when the child ends, which it must not do before it listens. */
export async function untilEnded(child: ChildProcess, name: string): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`${name} ended with code ${code} before it listened`);
}

async function asked(url: string, isAnswer: (response: Response) => boolean): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const response = await fetch(url).catch(() => undefined);
    await response?.body?.cancel();
    if (response && isAnswer(response)) return;
    await delay(100);
  }
  throw new Error(`${url} does not answer`);
}

/** Ends a child, after 5 s by force. */
export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await exited;
  clearTimeout(hard);
}
