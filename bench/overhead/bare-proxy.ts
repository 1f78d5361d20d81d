/** The least that a proxy can do: node:http in, undici out, streams both ways, nothing looked at. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Pool } from 'undici';

const pool = new Pool(`http://127.0.0.1:${process.env.BACKEND_PORT}`, { connections: 64 });
const ofConnection = new Set(['connection', 'keep-alive', 'transfer-encoding', 'host']);

function passed(raw: readonly string[]): string[] {
  const headers: string[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index] ?? '';
    if (!ofConnection.has(name.toLowerCase())) headers.push(name, raw[index + 1] ?? '');
  }
  return headers;
}

async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  const answer = await pool.request({
    path: request.url ?? '/',
    method: request.method as 'POST',
    headers: passed(request.rawHeaders),
    body: hasBody ? request : null,
    responseHeaders: 'raw',
  });
  response.writeHead(answer.statusCode, passed(answer.headers as unknown as string[]));
  answer.body.pipe(response);
}

const server = createServer((request, response) => {
  if (request.url === '/health') response.end();
  else void pass(request, response).catch(() => response.writeHead(502).end());
});
server.keepAliveTimeout = 65_000;
server.listen(Number(process.env.PORT), '127.0.0.1');
