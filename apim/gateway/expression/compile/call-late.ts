import { dotnetError } from '../errors.ts';
import type { Argument, TypeNode } from '../syntax/ast.ts';
import { named, substitute, t, typeText } from '../type-ref.ts';
import type { BoundMember, Registry } from '../types/registry.ts';
import type { Call } from '../types/signature.ts';
import type { TypeRef, Value } from '../value.ts';
import { CsArray, Delegate } from '../values/collection.ts';
import { typeOf, wholeByteArray } from '../values/object.ts';
import { looseArgument, prepare } from './argument.ts';
import type { Cell, Code, Compiler, Evaluate, Frame, Scope } from './code.ts';
import { castBoxed, coercion } from './conversion.ts';
import { nullReference } from './null-reference.ts';
import { type Chosen, chooseOverload, type Given, type Slot } from './overload.ts';

/** Members that may be called on null: extension methods and the members of Nullable. */
export function takesNull(bound: BoundMember): boolean {
  return bound.member.extension;
}

/** What a member gets besides receiver and arguments. */
export function memberCall(
  registry: Registry,
  typeOfParameter: (name: string) => TypeRef,
): (frame: Frame) => Call {
  const castTo = (value: Value, type: TypeRef) => castBoxed(registry, value, type);
  return (frame) => ({ run: frame.run, typeOf: typeOfParameter, castTo });
}

/** Chooses among `candidates` by the values and calls. */
export function callLate(
  registry: Registry,
  candidates: readonly BoundMember[],
  frame: Frame,
  self: Value,
  values: readonly (Value | Cell)[],
  given: readonly Given[],
  explicit: readonly TypeRef[] | null,
  instance: boolean,
): Value {
  const typed = given.map((argument, i): Given => {
    if (argument.lambda !== undefined || argument.out || argument.methodGroup === true) return argument;
    const value = values[i] as Value;
    if (value instanceof Delegate) return { ...argument, methodGroup: true };
    return { ...argument, type: argument.type ?? typeOf(value) };
  });
  const chosen = chooseOverload(registry, candidates, typed, explicit);
  if (chosen === null) {
    throw dotnetError(
      'RuntimeBinderException',
      `The best overloaded method match for '${candidates[0]?.member.name ?? ''}' has some invalid arguments`,
    );
  }
  if (self === null && instance && !takesNull(chosen.bound)) throw nullReference();
  const { member } = chosen.bound;
  const converted = chosen.slots.map((slot, i) =>
    lateValue(
      slot,
      values,
      typed,
      member.parameters[i]?.type ?? t.object,
      member.parameters[i]?.defaultValue ?? null,
      chosen,
    ),
  );
  const body = member.body as (self: Value, args: readonly (Value | Cell)[], call: Call) => Value;
  return body(self, converted, memberCall(registry, (name) => chosen.bindings.get(name) ?? t.object)(frame));
}

function lateValue(
  slot: Slot,
  values: readonly (Value | Cell)[],
  typed: readonly Given[],
  parameter: TypeRef,
  defaultValue: Value,
  chosen: Chosen,
): Value | Cell {
  if (slot.kind === 'default') return defaultValue;
  const convertOne = (index: number, type: TypeRef): Value | Cell => {
    const value = values[index] ?? null;
    if (typed[index]?.out === true) return value;
    const convert = coercion(null, substitute(type, chosen.bindings));
    return convert === null ? value : convert(value as Value);
  };
  if (slot.kind === 'argument') return convertOne(slot.index, parameter);
  const element = parameter.args[0] ?? t.object;
  const items = slot.indexes.map((index) => convertOne(index, element) as Value);
  return element.name === 'byte'
    ? wholeByteArray(items)
    : new CsArray(substitute(element, chosen.bindings), items);
}

/** A call on a value whose type is known at run time only. */
export function compileDynamicCall(
  compiler: Compiler,
  receiver: Code,
  name: string,
  args: readonly Argument[],
  scope: Scope,
  typeArgs: readonly TypeNode[] | null,
): Code {
  const { registry } = compiler;
  const explicit = typeArgs?.map((type) => compiler.typeOf(type)) ?? null;
  const prepared = prepare(compiler, args, scope);
  const codes = prepared.map((argument) => looseArgument(compiler, argument, scope));
  const given = prepared.map((argument) => argument.given);
  return {
    type: null,
    run: (frame) => {
      frame.run.step();
      const self = receiver.run(frame);
      const values = codes.map((code) => code(frame));
      if (self === null) throw nullReference();
      const candidates = registry
        .instance(typeOf(self), name)
        .filter((bound) => bound.member.kind === 'method');
      if (candidates.length === 0) throw unknownMember(self, name);
      return callLate(registry, candidates, frame, self, values, given, explicit, true);
    },
  };
}

export function unknownMember(self: Value, name: string) {
  return dotnetError(
    'RuntimeBinderException',
    `'${typeText(typeOf(self))}' does not contain a definition for '${name}'`,
  );
}

/** A delegate from a method group: overloads are chosen by the values it is called with. */
export function groupDelegate(
  registry: Registry,
  candidates: readonly BoundMember[],
  receiver: Evaluate | null,
): Code {
  return {
    type: null,
    run: (frame) => {
      const self = receiver === null ? null : receiver(frame);
      return new Delegate(named('Func'), (run, args) => {
        run.step();
        // a group converts to Func<T, R> although the delegate passes an index as well
        const given = args.map((value): Given => ({ name: null, type: typeOf(value), out: false }));
        return callLate(registry, candidates, frame, self, args, given, null, receiver !== null);
      });
    },
  };
}
