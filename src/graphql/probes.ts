import type { FastifyInstance } from 'fastify';

/** How long a readiness probe waits for the database. */
const patienceMs = 1_000;

/**
 * Adds `/health`, which says that the process runs, and `/ready`, which says that it should get requests: the database
 * answers and no shutdown has begun. They need no token and say nothing else.
 */
export function addProbes(
  app: FastifyInstance,
  isClosing: () => boolean,
  isReady: (deadline: number) => Promise<boolean>,
): void {
  app.get('/health', async () => ({ status: 'pass' }));
  app.get('/ready', async (_request, reply) => {
    const ready = !isClosing() && (await isReady(Date.now() + patienceMs));
    reply.code(ready ? 200 : 503);
    return { status: ready ? 'pass' : 'fail' };
  });
}
