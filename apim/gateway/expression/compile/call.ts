import { dotnetError } from '../errors.ts';
import type { Argument, TypeNode } from '../syntax/ast.ts';
import { named, substitute, t, typeText } from '../type-ref.ts';
import { nearestName } from '../types/nearest.ts';
import type { BoundMember, Registry } from '../types/registry.ts';
import type { Call } from '../types/signature.ts';
import type { TypeRef, Value } from '../value.ts';
import { CsArray, Delegate } from '../values/collection.ts';
import { typeOf, wholeByteArray } from '../values/object.ts';
import type { Cell, Code, Compiler, Evaluate, Frame, Scope } from './code.ts';
import { castBoxed, coercion, describe } from './conversion.ts';
import { compileLambda } from './lambda.ts';
import type { Chosen, Given, Slot } from './overload.ts';
import { chooseOverload, delegateShape } from './overload.ts';

/** An argument: compiled, or a lambda that waits for the types of its parameters. */
interface Prepared {
  readonly node: Argument;
  readonly code: Code | null;
  readonly given: Given;
}

export type ArgumentCode = (frame: Frame) => Value | Cell;

const nullReference = () =>
  dotnetError('NullReferenceException', 'Object reference not set to an instance of an object.');

/** Members that may be called on null: extension methods and the members of Nullable. */
function takesNull(bound: BoundMember): boolean {
  return bound.member.extension;
}

function prepare(compiler: Compiler, args: readonly Argument[], scope: Scope): Prepared[] {
  return args.map((node) => {
    const base = { name: node.name, out: node.mode !== 'value' };
    if (node.value.kind === 'lambda')
      return { node, code: null, given: { ...base, type: null, lambda: node.value.parameters.length } };
    if (base.out) {
      return { node, code: null, given: { ...base, type: null } };
    }
    const methods = compiler.methodGroup(node.value, scope);
    if (methods !== null) return { node, code: methods, given: { ...base, type: null, methodGroup: true } };
    const code = compiler.expression(node.value, scope);
    if (code.type?.name === 'void')
      throw compiler.error('a call without a value cannot be an argument', node.value.offset);
    const given: Given = {
      ...base,
      type: code.type,
      ...(code.constant !== undefined && { constant: code.constant }),
    };
    return { node, code, given };
  });
}

/** Compiles the call of one of `candidates`. `what` names it in errors. */
export function compileCall(
  compiler: Compiler,
  candidates: readonly BoundMember[],
  receiver: Code | null,
  args: readonly Argument[],
  scope: Scope,
  offset: number,
  what: string,
  typeArgs: readonly TypeNode[] | null,
): Code {
  const explicit = typeArgs?.map((type) => compiler.typeOf(type)) ?? null;
  const prepared = prepare(compiler, args, scope);
  const given = prepared.map((argument) => argument.given);
  const uncertain = given.some(
    (argument) =>
      argument.type === null &&
      argument.lambda === undefined &&
      !argument.out &&
      argument.methodGroup !== true,
  );
  const fitting = uncertain
    ? candidates.filter(
        (candidate) => chooseOverload(compiler.registry, [candidate], given, explicit) !== null,
      )
    : [];
  if (uncertain && fitting.length > 1)
    return lateCall(compiler, fitting, receiver, prepared, explicit, scope);
  const chosen = chooseOverload(compiler.registry, uncertain ? fitting : candidates, given, explicit);
  if (chosen === null) throw noOverload(compiler, candidates, given, offset, what);
  return bind(compiler, chosen, receiver, prepared, scope, offset);
}

function noOverload(
  compiler: Compiler,
  candidates: readonly BoundMember[],
  given: readonly Given[],
  offset: number,
  what: string,
) {
  const named = given.find(
    (argument) =>
      argument.name !== null &&
      candidates.every((c) => c.member.parameters.every((p) => p.name !== argument.name)),
  );
  if (named?.name != null) {
    const names = candidates.flatMap((candidate) =>
      candidate.member.parameters.map((parameter) => parameter.name),
    );
    return compiler.error(`${what} has no parameter ${named.name}`, offset, nearestName(named.name, names));
  }
  const types = given
    .map((argument) =>
      argument.lambda === undefined ? (argument.out ? 'out' : describe(argument.type)) : 'lambda',
    )
    .join(', ');
  return compiler.error(`no overload of ${what} takes (${types})`, offset);
}

function bind(
  compiler: Compiler,
  chosen: Chosen,
  receiver: Code | null,
  prepared: readonly Prepared[],
  scope: Scope,
  offset: number,
): Code {
  const { bound, bindings, slots } = chosen;
  const { member } = bound;
  const codes = slots.map((slot, i): ArgumentCode => {
    const parameter = member.parameters[i];
    if (parameter === undefined) throw compiler.error('argument without a parameter', offset);
    if (slot.kind === 'default') {
      const value = parameter.defaultValue ?? null;
      return () => value;
    }
    if (slot.kind === 'rest')
      return restCode(
        compiler,
        parameter.type,
        slot.indexes,
        prepared,
        scope,
        bindings,
        member.typeParameters,
      );
    const argument = prepared[slot.index];
    if (argument === undefined) throw compiler.error('argument missing', offset);
    return argumentCode(compiler, parameter.type, argument, scope, bindings, member.typeParameters);
  });
  const returns = resolved(member.returns, bindings, member.typeParameters);
  const typeOfParameter = (name: string): TypeRef => bindings.get(name) ?? t.object;
  return {
    type: returns,
    run: invocation(bound, receiver?.run ?? null, codes, memberCall(compiler.registry, typeOfParameter)),
  };
}

/** The type with its parameters replaced; null (run time) when one of them stayed unbound. */
function resolved(
  type: TypeRef,
  bindings: ReadonlyMap<string, TypeRef>,
  names: readonly string[],
): TypeRef | null {
  const free = (part: TypeRef): boolean =>
    part.args.length === 0 ? names.includes(part.name) && !bindings.has(part.name) : part.args.some(free);
  if (type.name === 'dynamic') return null;
  if (free(type))
    return type.args.length === 0
      ? null
      : substitute(type, new Map([...names.map((name) => [name, t.object] as const), ...bindings]));
  const result = substitute(type, bindings);
  return result.name === 'dynamic' ? null : result;
}

/** What a member gets besides receiver and arguments. */
export function memberCall(
  registry: Registry,
  typeOfParameter: (name: string) => TypeRef,
): (frame: Frame) => Call {
  const castTo = (value: Value, type: TypeRef) => castBoxed(registry, value, type);
  return (frame) => ({ run: frame.run, typeOf: typeOfParameter, castTo });
}

function invocation(
  bound: BoundMember,
  receiver: Evaluate | null,
  codes: readonly ArgumentCode[],
  call: (frame: Frame) => Call,
): Evaluate {
  const body = bound.member.body as (self: Value, args: readonly (Value | Cell)[], call: Call) => Value;
  const onNull = takesNull(bound);
  return (frame) => {
    const { run } = frame;
    run.step();
    // C# evaluates the arguments before it looks at the receiver for null
    const self = receiver === null ? null : receiver(frame);
    const values = codes.map((code) => code(frame));
    if (self === null && receiver !== null && !onNull) throw nullReference();
    run.operand(self);
    for (const value of values) run.operand(value);
    return body(self, values, call(frame));
  };
}

function argumentCode(
  compiler: Compiler,
  parameter: TypeRef,
  argument: Prepared,
  scope: Scope,
  bindings: Map<string, TypeRef>,
  names: readonly string[],
): ArgumentCode {
  if (argument.node.mode !== 'value')
    return referenceCode(compiler, argument.node, scope, substitute(parameter, bindings));
  if (argument.node.value.kind === 'lambda') {
    const shape = delegateShape(substitute(parameter, bindings));
    if (shape === null)
      throw compiler.error(
        `a lambda cannot be converted to ${typeText(parameter)}`,
        argument.node.value.offset,
      );
    const free = (type: TypeRef): boolean =>
      type.args.length === 0 ? names.includes(type.name) && !bindings.has(type.name) : type.args.some(free);
    const lambda = compileLambda(
      compiler,
      argument.node.value,
      scope,
      shape.parameters.map((type) => (free(type) ? null : substitute(type, bindings))),
      free(shape.returns) ? undefined : substitute(shape.returns, bindings),
    );
    if (lambda.returns !== null && names.includes(shape.returns.name) && !bindings.has(shape.returns.name))
      bindings.set(shape.returns.name, lambda.returns);
    else if (lambda.returns !== null && free(shape.returns))
      inferFrom(compiler.registry, shape.returns, lambda.returns, names, bindings);
    return lambda.code.run;
  }
  const { code } = argument;
  if (code === null) throw compiler.error('argument has no value', argument.node.value.offset);
  const convert = coercion(code.type, substitute(parameter, bindings));
  if (convert === null) return code.run;
  return (frame) => convert(code.run(frame));
}

/** Binds what a lambda's result says about `IEnumerable<TResult>`. */
function inferFrom(
  registry: Registry,
  parameter: TypeRef,
  given: TypeRef,
  names: readonly string[],
  bindings: Map<string, TypeRef>,
): void {
  const seen = registry.as(given, parameter.name);
  if (seen === null) return;
  parameter.args.forEach((arg, i) => {
    const actual = seen.args[i];
    if (actual === undefined) return;
    if (names.includes(arg.name) && !bindings.has(arg.name)) bindings.set(arg.name, actual);
  });
}

function restCode(
  compiler: Compiler,
  type: TypeRef,
  indexes: readonly number[],
  prepared: readonly Prepared[],
  scope: Scope,
  bindings: Map<string, TypeRef>,
  names: readonly string[],
): ArgumentCode {
  const element = type.args[0] ?? t.object;
  const codes = indexes.map((index) => {
    const argument = prepared[index];
    if (argument === undefined) throw new Error('params argument missing');
    return argumentCode(compiler, element, argument, scope, bindings, names);
  });
  const elementType = substitute(element, bindings);
  return (frame) => {
    const items = codes.map((code) => code(frame) as Value);
    return elementType.name === 'byte' ? wholeByteArray(items) : new CsArray(elementType, items);
  };
}

/** The cell that an out or ref argument fills; it is written back to where the argument points. */
export function referenceCode(
  compiler: Compiler,
  argument: Argument,
  scope: Scope,
  type: TypeRef,
): ArgumentCode {
  const { value } = argument;
  if (value.kind === 'outVariable') {
    if (value.name === null) return () => ({ value: null });
    const declared =
      value.type.name === 'var' ? (type.name === 'dynamic' ? null : type) : compiler.typeOf(value.type);
    const variable = compiler.declare(scope, value.name, declared, value.offset);
    return (frame) => {
      const cell: Cell = { value: null };
      frame.slots[variable.slot] = cell;
      return cell;
    };
  }
  if (value.kind === 'name' && value.name === '_') return () => ({ value: null });
  const place = compiler.place(value, scope);
  return (frame) => {
    const at = place.at(frame);
    return {
      get value(): Value {
        return place.read(frame, at);
      },
      set value(written: Value) {
        place.write(frame, at, written);
      },
    };
  };
}

/** The call of a member that only the types of the values decide; each site remembers its last choice. */
function lateCall(
  compiler: Compiler,
  candidates: readonly BoundMember[],
  receiver: Code | null,
  prepared: readonly Prepared[],
  explicit: readonly TypeRef[] | null,
  scope: Scope,
): Code {
  const codes = prepared.map((argument) => looseArgument(compiler, argument, scope));
  return {
    type: sameReturn(candidates),
    run: (frame) => {
      frame.run.step();
      const self = receiver === null ? null : receiver.run(frame);
      const values = codes.map((code) => code(frame));
      return callLate(
        compiler.registry,
        candidates,
        frame,
        self,
        values,
        prepared.map((argument) => argument.given),
        explicit,
        receiver !== null,
      );
    },
  };
}

function sameReturn(candidates: readonly BoundMember[]): TypeRef | null {
  const [first] = candidates;
  if (first === undefined || first.member.returns.name === 'dynamic') return null;
  const text = typeText(first.member.returns);
  const concrete = first.member.typeParameters.length === 0 && first.bindings.size === 0;
  return concrete && candidates.every((candidate) => typeText(candidate.member.returns) === text)
    ? first.member.returns
    : null;
}

/** An argument whose parameter is unknown: lambdas get parameters of run-time type. */
function looseArgument(compiler: Compiler, argument: Prepared, scope: Scope): ArgumentCode {
  const { node, code } = argument;
  if (node.mode !== 'value') return referenceCode(compiler, node, scope, named('dynamic'));
  if (node.value.kind === 'lambda')
    return compileLambda(
      compiler,
      node.value,
      scope,
      node.value.parameters.map(() => null),
      undefined,
    ).code.run;
  if (code === null) throw compiler.error('argument has no value', node.value.offset);
  return code.run;
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
