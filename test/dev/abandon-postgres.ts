import { startPostgres } from '../../src/dev/postgres/start-postgres.ts';

/** Starts the PostgreSQL of a home folder and dies as `kill -9` makes one die. Arguments: home, port. */
const [home = '', port = ''] = process.argv.slice(2);
await startPostgres({ home, port: Number(port) });
process.kill(process.pid, 'SIGKILL');
