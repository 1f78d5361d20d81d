import { dotnetError } from '../errors.ts';
import { anonymousNames } from '../type-ref.ts';
import type { TypeRef, Value } from '../value.ts';
import { AnonymousObject, KeyValuePair, Tuple } from '../values/collection.ts';

/** The types of the parts of a tuple, a pair or an anonymous object; null: known at run time only. */
export function partTypes(type: TypeRef | null): readonly TypeRef[] | null | undefined {
  if (type === null) return null;
  const known = ['ValueTuple', 'Tuple', 'KeyValuePair'].includes(type.name) || anonymousNames(type) !== null;
  return known ? type.args : undefined;
}

/** The parts of a value that can be taken apart. @throws NullReferenceException, RuntimeBinderException */
export function partsOf(value: Value): readonly Value[] {
  if (value instanceof Tuple) return value.items;
  if (value instanceof KeyValuePair) return [value.key, value.value];
  if (value instanceof AnonymousObject) return value.values;
  if (value === null)
    throw dotnetError('NullReferenceException', 'Object reference not set to an instance of an object.');
  throw dotnetError('RuntimeBinderException', 'Cannot deconstruct dynamic objects.');
}
