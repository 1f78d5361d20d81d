import type { Expression } from '../syntax/ast.ts';
import { anonymousNames, named, t, typeText } from '../type-ref.ts';
import type { TypeDefinition } from '../types/definition.ts';
import { nearestName } from '../types/nearest.ts';
import type { BoundMember } from '../types/registry.ts';
import type { TypeRef, Value } from '../value.ts';
import { JObject } from '../values/json.ts';
import { typeOf } from '../values/object.ts';
import { callLate, groupDelegate, memberCall, unknownMember } from './call-late.ts';
import { type Code, type Compiler, lookup, type Scope } from './code.ts';
import { nullReference } from './null-reference.ts';
import { isNamespace } from './scope-types.ts';
import { structuralMember, structuralValue } from './structure.ts';

/** What a name or a member chain stands for. */
type Resolved =
  | { readonly kind: 'code'; readonly code: Code }
  | { readonly kind: 'type'; readonly type: TypeRef; readonly definition: TypeDefinition }
  | { readonly kind: 'namespace'; readonly path: string }
  | {
      readonly kind: 'methods';
      readonly candidates: readonly BoundMember[];
      readonly receiver: Code | null;
      readonly owner: string;
    }
  | { readonly kind: 'late'; readonly receiver: Code; readonly name: string };

/** Resolves names and members; every other expression is compiled. @throws ExpressionSyntaxError for unknown names */
export function resolve(compiler: Compiler, node: Expression, scope: Scope): Resolved {
  switch (node.kind) {
    case 'name':
      return resolveName(compiler, node, scope);
    case 'type': {
      const type = compiler.typeOf(node.type);
      const definition = compiler.registry.find(type.name);
      if (definition === undefined) throw compiler.error(`unknown type ${type.name}`, node.offset);
      return { kind: 'type', type, definition };
    }
    case 'member':
      return resolveMember(compiler, node, scope);
    default:
      return { kind: 'code', code: compiler.expression(node, scope) };
  }
}

function resolveName(
  compiler: Compiler,
  node: Extract<Expression, { kind: 'name' }>,
  scope: Scope,
): Resolved {
  const variable = lookup(scope, node.name);
  if (variable !== undefined) {
    if (variable.constant !== undefined) return { kind: 'code', code: variable.constant };
    const { slot } = variable;
    return { kind: 'code', code: { type: variable.type, run: (frame) => frame.slots[slot]?.value ?? null } };
  }
  if (node.name === 'context')
    return { kind: 'code', code: { type: t.context, run: (frame) => frame.run.context } };
  const args = node.typeArgs?.map((type) => compiler.typeOf(type)) ?? [];
  const definition = compiler.registry.find(node.name);
  if (definition !== undefined) return { kind: 'type', type: named(definition.name, ...args), definition };
  if (isNamespace(node.name)) return { kind: 'namespace', path: node.name };
  throw compiler.error(
    `unknown name ${node.name}`,
    node.offset,
    nearestName(node.name, [...visibleNames(scope), 'context', ...compiler.registry.names()]),
  );
}

function visibleNames(scope: Scope): string[] {
  const names: string[] = [];
  for (let at: Scope | null = scope; at !== null; at = at.parent) names.push(...at.names.keys());
  return names;
}

function resolveMember(
  compiler: Compiler,
  node: Extract<Expression, { kind: 'member' }>,
  scope: Scope,
): Resolved {
  const target = resolve(compiler, node.target, scope);
  switch (target.kind) {
    case 'namespace': {
      const path = `${target.path}.${node.name}`;
      if (isNamespace(path)) return { kind: 'namespace', path };
      const definition = compiler.registry.find(node.name);
      const args = node.typeArgs?.map((type) => compiler.typeOf(type)) ?? [];
      if (definition !== undefined)
        return { kind: 'type', type: named(definition.name, ...args), definition };
      throw compiler.error(
        `unknown type ${path}`,
        node.offset,
        nearestName(node.name, compiler.registry.names()),
      );
    }
    case 'type':
      return staticMember(compiler, target, node);
    case 'code':
      return instanceMember(compiler, target.code, node);
    case 'late':
      return { kind: 'late', receiver: lateMember(compiler, target.receiver, target.name), name: node.name };
    default:
      throw compiler.error(`${node.name} cannot be taken from a method`, node.offset);
  }
}

function staticMember(
  compiler: Compiler,
  target: Extract<Resolved, { kind: 'type' }>,
  node: Extract<Expression, { kind: 'member' }>,
): Resolved {
  const bindings = new Map(
    target.definition.parameters.map((parameter, i) => [parameter, target.type.args[i] ?? t.object] as const),
  );
  const found: BoundMember[] = [];
  for (const { definition } of compiler.registry.lineage(target.type)) {
    for (const member of definition.statics.get(node.name) ?? []) found.push({ member, bindings });
  }
  const [first] = found;
  if (first === undefined) {
    const instance =
      compiler.registry.instance(target.type, node.name).length > 0 ? ' as a static member' : '';
    throw compiler.error(
      `${typeText(target.type)} has no member ${node.name}${instance}`,
      node.offset,
      instance === '' ? nearestName(node.name, target.definition.statics.keys()) : undefined,
    );
  }
  if (first.member.kind === 'method')
    return { kind: 'methods', candidates: found, receiver: null, owner: typeText(target.type) };
  return { kind: 'code', code: propertyCode(compiler, first, null) };
}

/** A property without a receiver (static) or with one. */
function propertyCode(compiler: Compiler, bound: BoundMember, receiver: Code | null): Code {
  const body = bound.member.body as (self: Value, args: readonly Value[], call: unknown) => Value;
  const returns = substituteReturn(bound);
  const call = memberCall(compiler.registry, (name) => bound.bindings.get(name) ?? t.object);
  if (receiver === null) {
    if (bound.member.returns.args.length === 0 && constantTypes.has(bound.member.returns.name)) {
      return { type: returns, run: () => body(null, [], null), constant: body(null, [], null) };
    }
    return { type: returns, run: (frame) => body(null, [], call(frame)) };
  }
  const { run } = receiver;
  const { extension } = bound.member;
  return {
    type: returns,
    run: (frame) => {
      const self = run(frame);
      if (self === null && !extension) throw nullReference();
      return body(self, [], call(frame));
    },
  };
}

const constantTypes: ReadonlySet<string> = new Set([
  'int',
  'long',
  'double',
  'byte',
  'short',
  'char',
  'uint',
  'ulong',
  'ushort',
  'sbyte',
  'float',
]);

function substituteReturn(bound: BoundMember): TypeRef | null {
  const { returns } = bound.member;
  if (returns.name === 'dynamic') return null;
  const bind = (type: TypeRef): TypeRef =>
    type.args.length === 0 ? (bound.bindings.get(type.name) ?? type) : { ...type, args: type.args.map(bind) };
  const result = bind(returns);
  return result.name === 'dynamic' ? null : result;
}

function instanceMember(
  compiler: Compiler,
  receiver: Code,
  node: Extract<Expression, { kind: 'member' }>,
): Resolved {
  const { type } = receiver;
  if (type === null) return { kind: 'late', receiver, name: node.name };
  if (type.name === 'null') throw compiler.error(`null has no member ${node.name}`, node.offset);
  if (type.name === 'void')
    throw compiler.error(`a call without a value has no member ${node.name}`, node.offset);
  const special = structuralMember(type, receiver, node.name);
  if (special !== null) return { kind: 'code', code: special };
  const found = compiler.registry
    .instance(type, node.name)
    .filter((bound) => bound.member.kind !== 'indexer');
  const [first] = found;
  if (first === undefined) {
    const names = [
      ...compiler.registry.instanceNames(type).filter((name) => name !== 'this'),
      ...(anonymousNames(type) ?? []),
    ];
    throw compiler.error(
      `${typeText(type)} has no member ${node.name}`,
      node.offset,
      nearestName(node.name, names),
    );
  }
  if (first.member.kind === 'method') {
    return {
      kind: 'methods',
      candidates: found.filter((bound) => bound.member.kind === 'method'),
      receiver,
      owner: typeText(type),
    };
  }
  // a property may share its name with an extension method: Count and Count()
  const methods = found.filter((bound) => bound.member.kind === 'method');
  const code = propertyCode(compiler, first, receiver);
  return methods.length > 0
    ? { kind: 'code', code: Object.assign(code, { methods }) }
    : { kind: 'code', code };
}

/** A member of a value whose type is known at run time only. */
export function lateMember(compiler: Compiler, receiver: Code, name: string): Code {
  return {
    type: null,
    run: (frame) => {
      frame.run.step();
      const self = receiver.run(frame);
      if (self === null) throw nullReference();
      const structural = structuralValue(self, name);
      if (structural !== undefined) return structural;
      const property = compiler.registry
        .instance(typeOf(self), name)
        .filter((bound) => bound.member.kind === 'property');
      // dynamic access to a JObject reads its properties first
      if (self instanceof JObject) {
        const token = self.get(name);
        if (token !== null || property.length === 0) return token;
      }
      if (property.length === 0) throw unknownMember(self, name);
      return callLate(compiler.registry, property.slice(0, 1), frame, self, [], [], null, true);
    },
  };
}

/** The value of a name, member or type expression. */
export function resolvedCode(compiler: Compiler, node: Expression, scope: Scope): Code {
  const found = resolve(compiler, node, scope);
  switch (found.kind) {
    case 'code':
      return found.code;
    case 'late':
      return lateMember(compiler, found.receiver, found.name);
    case 'methods':
      throw compiler.error(
        `${found.owner}.${found.candidates[0]?.member.name ?? ''} is a method and must be called`,
        node.offset,
      );
    case 'type':
      throw compiler.error(`${typeText(found.type)} is a type, not a value`, node.offset);
    case 'namespace':
      throw compiler.error(`${found.path} is a namespace, not a value`, node.offset);
  }
}

export function methodGroup(compiler: Compiler, node: Expression, scope: Scope): Code | null {
  if (node.kind !== 'member') return null;
  const found = resolve(compiler, node, scope);
  return found.kind === 'methods'
    ? groupDelegate(compiler.registry, found.candidates, found.receiver?.run ?? null)
    : null;
}
