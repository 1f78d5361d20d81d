import { describe, expect, it } from 'vitest';
import { DeadlinePassed } from '../../src/db/deadline.ts';
import { ConnectFailed } from '../../src/db/driver.ts';
import { AttemptFailed, mayRunAgain, spoilsConnection, translate } from '../../src/db/sqlstate.ts';
import { MeridianError } from '../../src/errors.ts';

const secret = 'insert into users values (4000123412341234)';
const failure = (code: string) => Object.assign(new Error(secret), { code });

describe('translates', () => {
  for (const [code, inWrite, inCommit] of [
    ['40001', 'CONFLICT', 'CONFLICT'],
    ['40P01', 'CONFLICT', 'CONFLICT'],
    ['40003', 'OUTCOME_UNKNOWN', 'OUTCOME_UNKNOWN'],
    ['23505', 'CONFLICT', 'CONFLICT'],
    ['23503', 'BAD_USER_INPUT', 'BAD_USER_INPUT'],
    ['23514', 'BAD_USER_INPUT', 'BAD_USER_INPUT'],
    ['23502', 'BAD_USER_INPUT', 'BAD_USER_INPUT'],
    ['22P02', 'BAD_USER_INPUT', 'BAD_USER_INPUT'],
    ['22003', 'BAD_USER_INPUT', 'BAD_USER_INPUT'],
    ['55P03', 'CONFLICT', 'CONFLICT'],
    ['57014', 'UNAVAILABLE', 'UNAVAILABLE'],
    ['53300', 'UNAVAILABLE', 'UNAVAILABLE'],
    ['57P01', 'UNAVAILABLE', 'OUTCOME_UNKNOWN'],
    ['08006', 'UNAVAILABLE', 'OUTCOME_UNKNOWN'],
    ['58C01', 'UNAVAILABLE', 'OUTCOME_UNKNOWN'],
    ['ECONNRESET', 'UNAVAILABLE', 'OUTCOME_UNKNOWN'],
    ['EPIPE', 'UNAVAILABLE', 'OUTCOME_UNKNOWN'],
    ['CONNECTION_CLOSED', 'UNAVAILABLE', 'OUTCOME_UNKNOWN'],
    ['CONNECTION_DESTROYED', 'UNAVAILABLE', 'OUTCOME_UNKNOWN'],
    ['42P01', 'INTERNAL_SERVER_ERROR', 'INTERNAL_SERVER_ERROR'],
    ['42501', 'INTERNAL_SERVER_ERROR', 'INTERNAL_SERVER_ERROR'],
    ['XX000', 'INTERNAL_SERVER_ERROR', 'INTERNAL_SERVER_ERROR'],
    ['MAX_PARAMETERS_EXCEEDED', 'INTERNAL_SERVER_ERROR', 'INTERNAL_SERVER_ERROR'],
  ] as const)
    it(`${code} to ${inWrite}, and during COMMIT to ${inCommit}`, () => {
      expect(translate(failure(code), 'read').code).toBe(inWrite);
      expect(translate(failure(code), 'write').code).toBe(inWrite);
      expect(translate(failure(code), 'commit').code).toBe(inCommit);
    });

  it('what has no code to INTERNAL_SERVER_ERROR', () => {
    expect(translate(new TypeError(secret), 'read').code).toBe('INTERNAL_SERVER_ERROR');
    expect(translate(undefined, 'read').code).toBe('INTERNAL_SERVER_ERROR');
  });

  it('whatever kept a connection from coming about to UNAVAILABLE, with the true reason as its cause', () => {
    for (const code of ['28P01', '3D000', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ENOTFOUND', '53300']) {
      const cause = failure(code);
      expect(translate(new ConnectFailed(cause), 'write')).toMatchObject({ code: 'UNAVAILABLE', cause });
    }
  });
});

it('keeps the message of the driver from whoever asks, and for the log', () => {
  const cause = failure('23505');
  const error = translate(cause, 'write');
  expect(JSON.stringify({ ...error, message: error.message })).not.toContain('4000');
  expect(error.cause).toBe(cause);
});

it('leaves its own errors as they are, but for a deadline that passed during COMMIT', () => {
  const own = new MeridianError('NOT_FOUND', 'There is none.');
  expect(translate(own, 'commit')).toBe(own);
  expect(translate(new DeadlinePassed(), 'write').code).toBe('UNAVAILABLE');
  expect(translate(new DeadlinePassed(), 'commit').code).toBe('OUTCOME_UNKNOWN');
});

it('runs again only what is certain to have left nothing behind', () => {
  const again = (error: unknown, place: 'read' | 'write' | 'commit') =>
    mayRunAgain(new AttemptFailed(error, place));
  expect(again(failure('40001'), 'commit')).toBe(true);
  expect(again(failure('CONNECTION_CLOSED'), 'write')).toBe(true);
  expect(again(failure('CONNECTION_CLOSED'), 'commit')).toBe(false);
  expect(again(failure('40003'), 'write')).toBe(false);
  expect(again(failure('23505'), 'write')).toBe(false);
  expect(again(new DeadlinePassed(), 'read')).toBe(false);
  expect(mayRunAgain(failure('40001'))).toBe(false);
});

it('lends no connection on that was lost, or on which a statement still runs', () => {
  for (const error of [failure('57P01'), new DeadlinePassed(), new ConnectFailed(failure('28P01'))])
    expect([spoilsConnection(error), spoilsConnection(new AttemptFailed(error, 'read'))]).toEqual([
      true,
      true,
    ]);
  for (const error of [failure('23505'), failure('40001'), new Error('of the body')])
    expect(spoilsConnection(error)).toBe(false);
});
