import { MeridianError } from '../../errors.ts';

/** Throws BAD_USER_INPUT that names the argument, or the place in it. */
export function refuseArgument(argument: string, why: string): never {
  throw new MeridianError('BAD_USER_INPUT', `The argument "${argument}" ${why}.`, { argument });
}
