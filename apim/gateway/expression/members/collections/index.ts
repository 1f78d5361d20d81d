import type { MemberTable, TypeDefinition } from '../../types/definition.ts';
import { array, arrayStatics, buffer } from './array.ts';
import { dictionary, mutable, pair, readOnly } from './dictionary.ts';
import { hashSet, set } from './hash-set.ts';
import { interfaces } from './interfaces.ts';
import { list } from './list.ts';
import { queue, stack } from './queue.ts';
import { tuples } from './tuple.ts';

export const collectionTypes = (extensions: MemberTable): readonly TypeDefinition[] => [
  array(extensions),
  arrayStatics,
  buffer,
  list,
  queue,
  stack,
  dictionary,
  mutable,
  readOnly,
  hashSet,
  set,
  pair,
  ...interfaces,
  ...tuples,
];
