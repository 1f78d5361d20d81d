import { anonymousNames } from '../type-ref.ts';
import type { TypeRef, Value } from '../value.ts';
import { AnonymousObject, Tuple } from '../values/collection.ts';
import type { Code } from './code.ts';
import { nullReference } from './null-reference.ts';

/** Members that come from the shape of the type: anonymous objects and tuples. */
export function structuralMember(type: TypeRef, receiver: Code, name: string): Code | null {
  const names = anonymousNames(type);
  const index =
    names !== null
      ? names.indexOf(name)
      : type.name === 'ValueTuple' || type.name === 'Tuple'
        ? itemIndex(type, name)
        : -1;
  if (index < 0 || index >= type.args.length) return null;
  return {
    type: type.args[index] ?? null,
    run: (frame) => {
      const self = receiver.run(frame);
      if (self === null) throw nullReference();
      return self instanceof Tuple ? (self.items[index] ?? null) : (structuralValue(self, name) ?? null);
    },
  };
}

/** `Item2`, or the second of the names that the tuple was given. */
function itemIndex(type: TypeRef, name: string): number {
  const at = type.itemNames?.indexOf(name) ?? -1;
  return at >= 0 ? at : Number(/^Item([1-8])$/.exec(name)?.[1] ?? 0) - 1;
}

export function structuralValue(self: Value, name: string): Value | undefined {
  if (self instanceof AnonymousObject) {
    const index = self.names.indexOf(name);
    return index < 0 ? undefined : self.values[index];
  }
  if (self instanceof Tuple) return self.items[Number(/^Item([1-8])$/.exec(name)?.[1] ?? 0) - 1];
  return undefined;
}
