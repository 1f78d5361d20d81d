import { dotnetError } from '../errors.ts';
import type { Argument, Expression, Parameter } from '../syntax/ast.ts';
import { named, t, typeText } from '../type-ref.ts';
import { nearestName } from '../types/nearest.ts';
import type { BoundMember } from '../types/registry.ts';
import type { TypeRef, Value } from '../value.ts';
import { Delegate } from '../values/collection.ts';
import { typeOf } from '../values/object.ts';
import { type ArgumentCode, callLate, compileCall, compileDynamicCall, referenceCode } from './call.ts';
import type { Code, Compiler, Frame, Place, Scope, Variable } from './code.ts';
import { lookup } from './code.ts';
import { coercion, describe, implicitRank } from './conversion.ts';
import { lateMember, resolve } from './names.ts';
import { delegateShape } from './overload.ts';

type Node<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

const nullReference = () =>
  dotnetError('NullReferenceException', 'Object reference not set to an instance of an object.');

/** `f(x)`, `a.M(x)`, `T.M(x)` */
export function compileInvocation(compiler: Compiler, node: Node<'call'>, scope: Scope): Code {
  const { callee } = node;
  if (callee.kind !== 'name' && callee.kind !== 'member')
    return callDelegate(compiler, compiler.expression(callee, scope), node, scope);
  if (callee.kind === 'name') {
    const variable = lookup(scope, callee.name);
    if (variable === undefined) {
      const local = compiler.registry.find(callee.name) === undefined ? [] : ['new'];
      if (local.length === 0) resolve(compiler, callee, scope);
      throw compiler.error(`${callee.name} is a type and cannot be called`, callee.offset);
    }
    return callDelegate(
      compiler,
      { type: variable.type, run: (frame) => frame.slots[variable.slot]?.value ?? null },
      node,
      scope,
      variable.parameters,
    );
  }
  const delegate = callee.name === 'Invoke' ? invokedDelegate(compiler, callee, scope) : null;
  if (delegate !== null) return callDelegate(compiler, delegate, node, scope);
  const found = resolve(compiler, callee, scope);
  switch (found.kind) {
    case 'methods':
      return compileCall(
        compiler,
        found.candidates,
        found.receiver,
        node.args,
        scope,
        callee.offset,
        `${found.owner}.${callee.name}`,
        callee.typeArgs,
      );
    case 'late':
      return compileDynamicCall(compiler, found.receiver, found.name, node.args, scope, callee.typeArgs);
    case 'code': {
      const methods = 'methods' in found.code ? (found.code.methods as readonly BoundMember[]) : [];
      if (methods.length > 0) {
        const receiver = resolve(compiler, callee.target, scope);
        if (receiver.kind === 'code')
          return compileCall(
            compiler,
            methods,
            receiver.code,
            node.args,
            scope,
            callee.offset,
            callee.name,
            callee.typeArgs,
          );
      }
      return callDelegate(compiler, found.code, node, scope);
    }
    default:
      throw compiler.error(`${callee.name} cannot be called`, callee.offset);
  }
}

/** `f` of `f.Invoke(…)`, null when it is no delegate. */
function invokedDelegate(compiler: Compiler, callee: Node<'member'>, scope: Scope): Code | null {
  const target = resolve(compiler, callee.target, scope);
  if (target.kind !== 'code' || target.code.type === null) return null;
  return delegateShape(target.code.type) === null ? null : target.code;
}

function callDelegate(
  compiler: Compiler,
  callee: Code,
  node: Node<'call'>,
  scope: Scope,
  parameters: Variable['parameters'] = undefined,
): Code {
  const shape = callee.type === null ? null : delegateShape(callee.type);
  if (shape === null && callee.type !== null)
    throw compiler.error(`${describe(callee.type)} cannot be called`, node.offset);
  const order = arrange(compiler, node, parameters);
  if (shape !== null && shape.parameters.length !== order.length)
    throw compiler.error(`the call needs ${shape.parameters.length} arguments`, node.offset);
  const codes = order.map((argument, i): ArgumentCode => {
    const expected = shape?.parameters[i];
    const mode = parameters?.[i]?.mode;
    const byReference = mode === 'out' || mode === 'ref' ? mode : 'value';
    if (argument.mode !== byReference)
      throw compiler.error(`argument ${i + 1} must be passed by ${byReference}`, argument.value.offset);
    if (byReference !== 'value') return referenceCode(compiler, argument, scope, expected ?? t.object);
    const { value } = argument;
    const code = compiler.expression(value, scope, expected);
    if (expected === undefined) return code.run;
    if (implicitRank(compiler.registry, code.type, expected, code.constant) < 0) {
      throw compiler.error(`cannot convert ${describe(code.type)} to ${typeText(expected)}`, value.offset);
    }
    const convert = coercion(code.type, expected);
    return convert === null ? code.run : (frame: Frame) => convert(code.run(frame));
  });
  return {
    type: shape === null ? null : shape.returns,
    run: (frame) => {
      const target = callee.run(frame);
      if (target === null) throw nullReference();
      if (!(target instanceof Delegate))
        throw dotnetError('RuntimeBinderException', 'Cannot invoke a non-delegate type');
      return target.invoke(frame.run, codes.map((code) => code(frame)) as Value[]);
    },
  };
}

/** Arguments of a local function in the order of its parameters; defaults filled in. */
function arrange(compiler: Compiler, node: Node<'call'>, parameters: Variable['parameters']): Argument[] {
  if (parameters === undefined) return [...node.args];
  const taken = new Set<Argument>();
  const arranged = parameters.map((parameter, i): Argument => {
    if (parameter.mode === 'params') {
      const rest = node.args.slice(i).filter((argument) => argument.name === null);
      for (const argument of rest) taken.add(argument);
      return { name: null, mode: 'value', value: restArray(parameter, rest, node.offset) };
    }
    const given =
      node.args.find((argument) => argument.name === parameter.name) ??
      (node.args[i]?.name === null ? node.args[i] : undefined);
    if (given !== undefined) taken.add(given);
    if (given === undefined && parameter.defaultValue === null)
      throw compiler.error(`parameter ${parameter.name} has no argument`, node.offset);
    return given ?? { name: null, mode: 'value', value: parameter.defaultValue as Expression };
  });
  const extra = node.args.find((argument) => !taken.has(argument));
  if (extra !== undefined) throw compiler.error('the function has no such parameter', extra.value.offset);
  return arranged;
}

/** `params T[] rest`: the further arguments as an array. */
function restArray(parameter: Parameter, rest: readonly Argument[], offset: number): Expression {
  const elementType = parameter.type?.args[0] ?? null;
  return { kind: 'newArray', elementType, sizes: [], items: rest.map(({ value }) => value), offset };
}

/** `a[i]` */
export function compileIndex(compiler: Compiler, node: Node<'index'>, scope: Scope): Code {
  const target = compiler.expression(node.target, scope);
  if (target.type === null) return lateIndex(compiler, target, node, scope);
  const candidates = indexers(compiler, target.type, 'members');
  if (candidates.length === 0)
    throw compiler.error(`${typeText(target.type)} cannot be indexed`, node.offset);
  return compileCall(
    compiler,
    candidates,
    target,
    node.args,
    scope,
    node.offset,
    `${typeText(target.type)}[]`,
    null,
  );
}

function indexers(compiler: Compiler, type: TypeRef, table: 'members' | 'setters'): BoundMember[] {
  return compiler.registry.instance(type, 'this', table);
}

function lateIndex(compiler: Compiler, target: Code, node: Node<'index'>, scope: Scope): Code {
  const codes = node.args.map((argument) => compiler.expression(argument.value, scope));
  return {
    type: null,
    run: (frame) => {
      frame.run.step();
      const self = target.run(frame);
      const values = codes.map((code) => code.run(frame));
      if (self === null) throw nullReference();
      const candidates = indexers(compiler, typeOf(self), 'members');
      return callLate(
        compiler.registry,
        candidates,
        frame,
        self,
        values,
        values.map((value) => ({ name: null, type: typeOf(value), out: false })),
        null,
        true,
      );
    },
  };
}

/** `a?.b.c`: null when `a` is null, with a value type lifted to Nullable. */
export function compileConditionalAccess(
  compiler: Compiler,
  node: Node<'conditionalAccess'>,
  scope: Scope,
): Code {
  const target = compiler.expression(node.target, scope);
  if (target.type !== null && compiler.registry.isStruct(target.type) && target.type.name !== 'Nullable') {
    throw compiler.error(`?. needs a reference, ${typeText(target.type)} is never null`, node.offset);
  }
  const receiverType = target.type?.name === 'Nullable' ? (target.type.args[0] ?? null) : target.type;
  const receivers = compilerReceivers(compiler);
  receivers.push(receiverType);
  let chain: Code;
  try {
    chain = compiler.expression(node.chain, scope);
  } finally {
    receivers.pop();
  }
  const lifted =
    chain.type !== null &&
    chain.type.name !== 'void' &&
    chain.type.name !== 'Nullable' &&
    compiler.registry.isStruct(chain.type);
  return {
    type: lifted && chain.type !== null ? named('Nullable', chain.type) : chain.type,
    run: (frame) => {
      const self = target.run(frame);
      if (self === null) return null;
      const outer = frame.receiver;
      frame.receiver = self;
      try {
        return chain.run(frame);
      } finally {
        frame.receiver = outer;
      }
    },
  };
}

/** Static types of the receivers of the `?.` chains that are being compiled. */
const receiversOf = new WeakMap<Compiler, (TypeRef | null)[]>();

function compilerReceivers(compiler: Compiler): (TypeRef | null)[] {
  const known = receiversOf.get(compiler);
  if (known !== undefined) return known;
  const made: (TypeRef | null)[] = [];
  receiversOf.set(compiler, made);
  return made;
}

export function compileReceiver(compiler: Compiler): Code {
  return { type: compilerReceivers(compiler).at(-1) ?? null, run: (frame) => frame.receiver };
}

/** What stands left of `=`. */
export function compilePlace(compiler: Compiler, node: Expression, scope: Scope): Place {
  switch (node.kind) {
    case 'name':
      return variablePlace(compiler, node, scope);
    case 'index':
      return indexPlace(compiler, node, scope);
    case 'member':
      return memberPlace(compiler, node, scope);
    default:
      throw compiler.error('this cannot be assigned to', node.offset);
  }
}

function variablePlace(compiler: Compiler, node: Node<'name'>, scope: Scope): Place {
  const variable = lookup(scope, node.name);
  if (variable === undefined) {
    resolve(compiler, node, scope);
    throw compiler.error(`${node.name} cannot be assigned to`, node.offset);
  }
  if (!variable.writable) throw compiler.error(`${node.name} is read-only`, node.offset);
  const { slot } = variable;
  return {
    type: variable.type,
    at: () => [],
    read: (frame) => frame.slots[slot]?.value ?? null,
    write: (frame, _at, value) => {
      const cell = frame.slots[slot];
      if (cell === undefined) frame.slots[slot] = { value };
      else cell.value = value;
    },
  };
}

function indexPlace(compiler: Compiler, node: Node<'index'>, scope: Scope): Place {
  const target = compiler.expression(node.target, scope);
  const args = node.args.map((argument) => compiler.expression(argument.value, scope));
  const given = args.map((arg) => ({
    name: null,
    type: arg.type,
    out: false,
    ...(arg.constant !== undefined && { constant: arg.constant }),
  }));
  const setters = target.type === null ? null : indexers(compiler, target.type, 'setters');
  const getters = target.type === null ? null : indexers(compiler, target.type, 'members');
  if (setters !== null && setters.length === 0)
    throw compiler.error(`${describe(target.type)} is read-only`, node.offset);
  const valueType = setters?.[0]?.member.returns ?? null;
  const type = valueType === null ? null : (setters?.[0]?.bindings.get(valueType.name) ?? valueType);
  const call = (
    frame: Frame,
    table: 'members' | 'setters',
    candidates: readonly BoundMember[] | null,
    at: readonly Value[],
    more: readonly Value[],
  ): Value => {
    frame.run.step();
    const [self = null, ...indexes] = at;
    if (self === null) throw nullReference();
    const found = candidates ?? indexers(compiler, typeOf(self), table);
    const values = [...indexes, ...more];
    const types = values.map((value, i) => ({
      name: null,
      type: given[i]?.type ?? typeOf(value),
      out: false,
    }));
    return callLate(
      compiler.registry,
      found.map(table === 'setters' ? withValue : (bound) => bound),
      frame,
      self,
      values,
      types,
      null,
      true,
    );
  };
  return {
    type,
    at: (frame) => [target.run(frame), ...args.map((arg) => arg.run(frame))],
    read: (frame, at) => call(frame, 'members', getters, at, []),
    write: (frame, at, value) => {
      call(frame, 'setters', setters, at, [value]);
    },
  };
}

/** A setter takes the new value as its last parameter. */
function withValue(bound: BoundMember): BoundMember {
  const { member } = bound;
  const value = { name: 'value', type: member.returns, out: false, rest: false, defaultValue: undefined };
  return { member: { ...member, parameters: [...member.parameters, value] }, bindings: bound.bindings };
}

function memberPlace(compiler: Compiler, node: Node<'member'>, scope: Scope): Place {
  const target = resolve(compiler, node.target, scope);
  if (target.kind !== 'code' && target.kind !== 'late')
    throw compiler.error(`${node.name} is read-only`, node.offset);
  const code = target.kind === 'late' ? lateMember(compiler, target.receiver, target.name) : target.code;
  return memberPlaceOf(compiler, code, node.name, node.offset);
}

export function memberPlaceOf(compiler: Compiler, target: Code, name: string, offset: number): Place {
  const setters = target.type === null ? null : compiler.registry.instance(target.type, name, 'setters');
  if (target.type !== null && setters?.length === 0) {
    const known = compiler.registry.instance(target.type, name).length > 0;
    const names = [...compiler.registry.lineage(target.type)].flatMap((base) => [
      ...base.definition.setters.keys(),
    ]);
    throw compiler.error(
      known
        ? `${typeText(target.type)}.${name} is read-only`
        : `${typeText(target.type)} has no member ${name}`,
      offset,
      known ? undefined : nearestName(name, names),
    );
  }
  const bound = setters?.[0];
  const type =
    bound === undefined ? null : (bound.bindings.get(bound.member.returns.name) ?? bound.member.returns);
  return {
    type,
    at: (frame) => [target.run(frame)],
    read: (frame, [self = null]) => {
      if (self === null) throw nullReference();
      const getters = compiler.registry
        .instance(typeOf(self), name)
        .filter((found) => found.member.kind === 'property');
      return callLate(compiler.registry, getters.slice(0, 1), frame, self, [], [], null, true);
    },
    write: (frame, [self = null], value) => {
      if (self === null) throw nullReference();
      const found = setters ?? compiler.registry.instance(typeOf(self), name, 'setters');
      const [first] = found;
      if (first === undefined) throw dotnetError('RuntimeBinderException', `property '${name}' is read-only`);
      callLate(
        compiler.registry,
        [withValue(first)],
        frame,
        self,
        [value],
        [{ name: null, type: type ?? typeOf(value), out: false }],
        null,
        true,
      );
    },
  };
}
