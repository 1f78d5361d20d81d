import { expect, it } from 'vitest';
import { portConflicts } from '../../../src/dev/stack/ports.ts';
import { freePorts, listening } from '../free-ports.ts';

it('names every port that somebody listens on', async () => {
  const [first = 0, second = 0, third = 0] = await freePorts(3);
  const servers = [await listening(first), await listening(third)];
  expect(await portConflicts({ A_PORT: first, B_PORT: second, C_PORT: third }, 0)).toEqual([
    `A_PORT: port ${first} is in use`,
    `C_PORT: port ${third} is in use`,
  ]);
  for (const server of servers) server.close();
});

it('waits for a port that is about to become free', async () => {
  const [port = 0] = await freePorts(1);
  const server = await listening(port);
  const conflicts = portConflicts({ A_PORT: port }, 10_000);
  server.close();
  expect(await conflicts).toEqual([]);
});
