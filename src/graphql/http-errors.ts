import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { MeridianError } from '../errors.ts';
import { statusOf } from './errors.ts';
import { preferredAnswerType } from './media-type.ts';

/** What Fastify refuses before GraphQL sees it, by HTTP status. Fastify's own messages quote the request. */
const refusals: Readonly<Record<number, string>> = {
  400: 'The request is not well-formed JSON.',
  408: 'The request took too long to arrive.',
  413: 'The request body is larger than is allowed.',
  414: 'The URL is longer than is allowed.',
  415: 'The media type of the request must be application/json.',
};

/** Answers one error in the shape of a GraphQL answer, which every client of this API can read. */
export function answerWithError(
  error: MeridianError,
  request: FastifyRequest,
  reply: FastifyReply,
  status: number = statusOf[error.code],
): FastifyReply {
  const type = preferredAnswerType(request.headers.accept) ?? 'application/json';
  // RFC 6750, section 3.
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  return reply
    .code(status)
    .header('content-type', `${type}; charset=utf-8`)
    .send(
      JSON.stringify({
        errors: [{ message: error.message, extensions: { ...error.details, code: error.code } }],
      }),
    );
}

/** Answers whatever was thrown on the way to GraphQL. What nobody foresaw is logged, and says nothing. */
export function refuse(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  log: Logger,
): FastifyReply {
  if (error instanceof MeridianError) return answerWithError(error, request, reply);
  const status = statusIn(error);
  const message = refusals[status];
  if (message) return answerWithError(new MeridianError('BAD_USER_INPUT', message), request, reply, status);
  log.error({ err: error, requestId: reply.getHeader('x-request-id') }, 'A request failed');
  const failure = new MeridianError('INTERNAL_SERVER_ERROR', 'The gateway failed to answer this.');
  return answerWithError(failure, request, reply);
}

function statusIn(error: unknown): number {
  return typeof error === 'object' && error !== null && 'statusCode' in error
    ? Number(error.statusCode)
    : 500;
}
