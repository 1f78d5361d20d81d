import { dotnetError } from '../errors.ts';
import type { Expression, Initializer } from '../syntax/ast.ts';
import { arrayOf, named, t, typeText } from '../type-ref.ts';
import type { BoundMember } from '../types/registry.ts';
import type { TypeRef, Value } from '../value.ts';
import { AnonymousObject, anonymousType, CsArray, Tuple } from '../values/collection.ts';
import { typeOf, wholeByteArray } from '../values/object.ts';
import { compileCall } from './call.ts';
import { callLate } from './call-late.ts';
import type { Code, Compiler, Evaluate, Frame, Scope } from './code.ts';
import { coercion, commonType, defaultOf, describe, implicitRank } from './conversion.ts';
import { delegateShape } from './overload.ts';
import { memberPlaceOf } from './place.ts';

type Node<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

/** `new T(…) { … }` */
export function compileNew(compiler: Compiler, node: Node<'new'>, scope: Scope): Code {
  const type = compiler.typeOf(node.type);
  const definition = compiler.registry.find(type.name);
  if (definition === undefined) throw compiler.error(`unknown type ${type.name}`, node.offset);
  const [argument] = node.args;
  if (delegateShape(type) !== null && argument !== undefined)
    return compiler.expression(argument.value, scope, type);
  const bindings = new Map(
    definition.parameters.map((parameter, i) => [parameter, type.args[i] ?? t.object] as const),
  );
  const candidates: BoundMember[] = definition.constructors.map((member) => ({ member, bindings }));
  let made: Code;
  if (candidates.length === 0 && definition.kind === 'struct' && node.args.length === 0)
    made = { type, run: () => defaultOf(compiler.registry, type) };
  else if (candidates.length === 0)
    throw compiler.error(`${typeText(type)} has no constructor that expressions may use`, node.offset);
  else
    made = {
      ...compileCall(
        compiler,
        candidates,
        null,
        node.args,
        scope,
        node.offset,
        `new ${typeText(type)}`,
        null,
      ),
      type,
    };
  if (node.initializer === null) return made;
  const initialize = compileInitializer(compiler, node.initializer, type, scope);
  return {
    type,
    run: (frame) => {
      const value = made.run(frame);
      initialize(frame, value);
      return value;
    },
  };
}

type Initialize = (frame: Frame, target: Value) => void;

function compileInitializer(
  compiler: Compiler,
  initializer: Initializer,
  type: TypeRef,
  scope: Scope,
): Initialize {
  if (initializer.kind === 'items') return itemsInitializer(compiler, initializer, type, scope);
  if (initializer.kind === 'members') {
    let target: Value = null;
    const steps = initializer.members.map((member): Initialize => {
      const code: Code = { type, run: () => target };
      if ('offset' in member.value) {
        const place = memberPlaceOf(compiler, code, member.name, member.offset);
        const value = compiler.expression(member.value, scope, place.type ?? undefined);
        const convert = place.type === null ? null : coercion(value.type, place.type);
        return (frame, self) => {
          const result = value.run(frame);
          place.write(frame, [self], convert === null ? result : convert(result));
        };
      }
      const [bound] = compiler.registry.instance(type, member.name);
      if (bound === undefined)
        throw compiler.error(`${typeText(type)} has no member ${member.name}`, member.offset);
      const inner = compileInitializer(compiler, member.value, bound.member.returns, scope);
      const place = memberPlaceOf(compiler, { type: null, run: () => target }, member.name, member.offset);
      return (frame, self) => inner(frame, place.read(frame, [self]));
    });
    return (frame, self) => {
      target = self;
      for (const step of steps) step(frame, self);
    };
  }
  const setters = compiler.registry.instance(type, 'this', 'setters');
  if (setters.length === 0) throw compiler.error(`${typeText(type)} has no indexer that can be set`, 0);
  const steps = initializer.entries.map((entry): Initialize => {
    if (!('offset' in entry.value))
      throw compiler.error('nested initializers of an index are not available', 0);
    const args = entry.args.map((arg) => compiler.expression(arg, scope));
    const value = compiler.expression(entry.value, scope);
    return (frame, self) => {
      const values = [...args.map((arg) => arg.run(frame)), value.run(frame)];
      const types = values.map((item, i) => ({
        name: null,
        type: (args[i] ?? value).type ?? typeOf(item),
        out: false,
      }));
      const bound = setters.map(
        (setter): BoundMember => ({
          ...setter,
          member: {
            ...setter.member,
            parameters: [
              ...setter.member.parameters,
              {
                name: 'value',
                type: setter.member.returns,
                out: false,
                rest: false,
                defaultValue: undefined,
              },
            ],
          },
        }),
      );
      callLate(compiler.registry, bound, frame, self, values, types, null, true);
    };
  });
  return (frame, self) => {
    for (const step of steps) step(frame, self);
  };
}

/** `{ 1, 2 }` and `{ { "a", 1 } }` call Add. */
function itemsInitializer(
  compiler: Compiler,
  initializer: Extract<Initializer, { kind: 'items' }>,
  type: TypeRef,
  scope: Scope,
): Initialize {
  const adds = compiler.registry.instance(type, 'Add');
  if (adds.length === 0 && initializer.items.length > 0)
    throw compiler.error(`${typeText(type)} has no Add`, initializer.items[0]?.[0]?.offset ?? 0);
  let target: Value = null;
  const receiver: Code = { type, run: () => target };
  const steps = initializer.items.map((group) => {
    const args = group.map((value) => ({ name: null, mode: 'value' as const, value }));
    return compileCall(
      compiler,
      adds,
      receiver,
      args,
      scope,
      group[0]?.offset ?? 0,
      `${typeText(type)}.Add`,
      null,
    );
  });
  // the arguments may run another initializer of the same site, so the target is set before each call
  return (frame, self) => {
    for (const step of steps) {
      const outer = target;
      target = self;
      step.run(frame);
      target = outer;
    }
  };
}

/** `new T[n]`, `new T[] { … }`, `new[] { … }` */
export function compileArray(
  compiler: Compiler,
  node: Node<'newArray'>,
  scope: Scope,
  expected: TypeRef | undefined,
): Code {
  const declared =
    node.elementType === null
      ? expected?.name === '[]' && node.items?.length === 0
        ? expected.args[0]
        : undefined
      : compiler.typeOf(node.elementType);
  if (node.sizes.length > 1)
    throw compiler.error('arrays of several dimensions are not available', node.offset);
  checkSize(compiler, node, scope);
  if (node.items === null) return sizedArray(compiler, node, scope, declared ?? t.object);
  const items = node.items.map((item) => compiler.expression(item, scope, declared));
  const element =
    declared ??
    commonType(
      compiler.registry,
      items.map((item) => item.type),
    );
  if (element === undefined) throw compiler.error('the items of the array have no common type', node.offset);
  const elementType = element ?? t.object;
  const codes = items.map((item, i): Evaluate => {
    if (implicitRank(compiler.registry, item.type, elementType, item.constant) < 0) {
      throw compiler.error(
        `cannot convert ${describe(item.type)} to ${typeText(elementType)}`,
        node.items?.[i]?.offset ?? node.offset,
      );
    }
    const convert = coercion(item.type, elementType);
    return convert === null ? item.run : (frame) => convert(item.run(frame));
  });
  return {
    type: arrayOf(elementType),
    run: (frame) => {
      frame.run.steppedBy(codes.length);
      const values = codes.map((code) => code(frame));
      return elementType.name === 'byte' ? wholeByteArray(values) : new CsArray(elementType, values);
    },
  };
}

/** A constant size is never negative and equals the number of items. */
function checkSize(compiler: Compiler, node: Node<'newArray'>, scope: Scope): void {
  const [size] = node.sizes;
  if (size === undefined) return;
  const { constant } = compiler.expression(size, scope);
  if (typeof constant === 'number' && constant < 0)
    throw compiler.error('the size of an array is not negative', size.offset);
  if (node.items !== null && constant !== node.items.length)
    throw compiler.error('the array has another number of items', size.offset);
}

function sizedArray(compiler: Compiler, node: Node<'newArray'>, scope: Scope, element: TypeRef): Code {
  const [sizeNode] = node.sizes;
  if (sizeNode === undefined) throw compiler.error('the array has no size', node.offset);
  const size = compiler.expression(sizeNode, scope);
  if (size.type !== null && implicitRank(compiler.registry, size.type, t.long) < 0)
    throw compiler.error(`${describe(size.type)} is no size`, sizeNode.offset);
  const zero = defaultOf(compiler.registry, element);
  return {
    type: arrayOf(element),
    run: (frame) => {
      const count = Number(size.run(frame));
      if (count < 0) throw dotnetError('OverflowException', 'Arithmetic operation resulted in an overflow.');
      frame.run.allocate(count);
      return element.name === 'byte'
        ? new Uint8Array(count)
        : new CsArray(element, new Array<Value>(count).fill(zero));
    },
  };
}

/** `new { A = 1, b.C }` */
export function compileAnonymous(compiler: Compiler, node: Node<'anonymous'>, scope: Scope): Code {
  const names = node.members.map((member) => member.name);
  const duplicate = names.find((name, i) => names.indexOf(name) !== i);
  if (duplicate !== undefined) throw compiler.error(`member ${duplicate} is given twice`, node.offset);
  const codes = node.members.map((member) => compiler.expression(member.value, scope));
  const type = anonymousType(
    names,
    codes.map((code) => code.type ?? t.object),
  );
  return {
    type,
    run: (frame) =>
      new AnonymousObject(
        names,
        codes.map((code) => code.run(frame)),
        type,
      ),
  };
}

/** `(a, b)` */
export function compileTuple(
  compiler: Compiler,
  node: Node<'tuple'>,
  scope: Scope,
  expected: TypeRef | undefined,
): Code {
  const wanted =
    expected?.name === 'ValueTuple' && expected.args.length === node.items.length ? expected.args : undefined;
  const codes = node.items.map((item, i) => compiler.expression(item.value, scope, wanted?.[i]));
  const types = codes.map((code, i) => wanted?.[i] ?? code.type ?? t.object);
  const converts = codes.map((code, i) => coercion(code.type, types[i] ?? t.object));
  const itemNames = wanted === undefined ? node.items.map(itemName) : expected?.itemNames;
  const type = named('ValueTuple', ...types);
  return {
    type: itemNames === undefined ? type : { ...type, itemNames },
    run: (frame) =>
      new Tuple(
        codes.map((code, i) => (converts[i] ?? ((value: Value) => value))(code.run(frame))),
        types,
        'ValueTuple',
      ),
  };
}

/** `(a: 1)` has the name a, and so has `(a, 1)` of a variable or member (C# 7.1). */
function itemName({ name, value }: Node<'tuple'>['items'][number]): string | null {
  return name ?? (value.kind === 'name' || value.kind === 'member' ? value.name : null);
}
