/** A backend that does nothing: it reads the request and answers with the text that the header `x-answer` names. */
import { createServer } from 'node:http';
import { answers } from './answers.ts';

const server = createServer((request, response) => {
  const name = request.headers['x-answer'] === 'list' ? 'list' : 'entity';
  request.resume().once('end', () => {
    response.writeHead(200, {
      'content-type': 'application/graphql-response+json; charset=utf-8',
      'content-length': answers[name].length,
      'x-graphql-cost': '3',
    });
    response.end(answers[name]);
  });
});
server.keepAliveTimeout = 65_000;
server.listen(Number(process.env.PORT), '127.0.0.1');
