import { dotnetError } from '../errors.ts';
import type { Expression } from '../syntax/ast.ts';
import { typeText } from '../type-ref.ts';
import { nearestName } from '../types/nearest.ts';
import type { BoundMember } from '../types/registry.ts';
import type { Value } from '../value.ts';
import { typeOf } from '../values/object.ts';
import { indexers, type Node } from './access.ts';
import { callLate } from './call-late.ts';
import { type Code, type Compiler, type Frame, lookup, type Place, type Scope } from './code.ts';
import { describe } from './conversion.ts';
import { lateMember, resolve } from './names.ts';
import { nullReference } from './null-reference.ts';

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
