import { dotnetError } from '../errors.ts';

/** What every access through null throws. */
export const nullReference = () =>
  dotnetError('NullReferenceException', 'Object reference not set to an instance of an object.');
