import type { Expression } from '../syntax/ast.ts';
import { named, typeText } from '../type-ref.ts';
import type { BoundMember } from '../types/registry.ts';
import type { TypeRef } from '../value.ts';
import { typeOf } from '../values/object.ts';
import { compileCall } from './call.ts';
import { callLate } from './call-late.ts';
import type { Code, Compiler, Scope } from './code.ts';
import { nullReference } from './null-reference.ts';

export type Node<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

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

export function indexers(compiler: Compiler, type: TypeRef, table: 'members' | 'setters'): BoundMember[] {
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
