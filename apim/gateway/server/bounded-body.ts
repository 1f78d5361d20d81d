import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable, Transform } from 'node:stream';
import { BodyTooLarge } from '../statements/http/message-body.ts';

/**
 * The body of a request that ends with BodyTooLarge past a number of bytes. A declared length was checked before and
 * Node holds the sender to it, so only bodies of unknown length are counted.
 */
export function boundedBody(request: IncomingMessage, maxBytes: number): Readable {
  if (request.headers['transfer-encoding'] === undefined) return request;
  let length = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      length += chunk.length;
      if (length > maxBytes) done(new BodyTooLarge(`A body is larger than ${maxBytes} bytes.`));
      else done(null, chunk);
    },
  });
  // The reader of `counted` gets the error; nothing is left to do here.
  return pipeline(request, counted, () => {});
}
