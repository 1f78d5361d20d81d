import { dotnetError } from '../errors.ts';
import { named, t, typeText } from '../type-ref.ts';
import type { Value } from '../value.ts';
import { enumerate } from '../values/enumerate.ts';
import { type Compiler, child, type Execute, type Scope, type Signal } from './code.ts';
import { conditionCode } from './condition.ts';
import { castBoxed, describe, explicitCast } from './conversion.ts';
import { dynamicAsNull } from './declare.ts';
import { compileTargets } from './deconstruct.ts';
import type { Node } from './statement-node.ts';

/** Compiles the body of a loop (or, with `continues` false, a switch). */
export function inLoop<T>(compiler: Compiler, compile: () => T, continues = true): T {
  compiler.breakable += 1;
  if (continues) compiler.continuable += 1;
  try {
    return compile();
  } finally {
    compiler.breakable -= 1;
    if (continues) compiler.continuable -= 1;
  }
}

/** What a loop does with the signal of its body: undefined goes on. */
function afterBody(signal: Signal): Signal | undefined {
  if (signal === 'end' || signal === 'continue') return undefined;
  return signal === 'break' ? 'end' : signal;
}

export function compileWhile(compiler: Compiler, node: Node<'while'>, scope: Scope): Execute {
  const inner = child(scope);
  const test = conditionCode(compiler, node.test, inner);
  const body = inLoop(compiler, () => compiler.statement(node.body, child(inner)));
  return (frame) => {
    for (;;) {
      frame.run.step();
      if (!test(frame)) return 'end';
      const ended = afterBody(body(frame));
      if (ended !== undefined) return ended;
    }
  };
}

export function compileDo(compiler: Compiler, node: Node<'do'>, scope: Scope): Execute {
  const body = inLoop(compiler, () => compiler.statement(node.body, child(scope)));
  const test = conditionCode(compiler, node.test, scope);
  return (frame) => {
    do {
      frame.run.step();
      const ended = afterBody(body(frame));
      if (ended !== undefined) return ended;
    } while (test(frame));
    return 'end';
  };
}

export function compileFor(compiler: Compiler, node: Node<'for'>, scope: Scope): Execute {
  const inner = child(scope);
  const start = node.start.map((statement) => compiler.statement(statement, inner));
  const test = node.test === null ? () => true : conditionCode(compiler, node.test, inner);
  const body = inLoop(compiler, () => compiler.statement(node.body, child(inner)));
  const next = node.next.map((expression) => compiler.expression(expression, inner).run);
  return (frame) => {
    for (const statement of start) statement(frame);
    for (;;) {
      frame.run.step();
      if (!test(frame)) return 'end';
      const ended = afterBody(body(frame));
      if (ended !== undefined) return ended;
      for (const step of next) step(frame);
    }
  };
}

export function compileForeach(compiler: Compiler, node: Node<'foreach'>, scope: Scope): Execute {
  const { registry } = compiler;
  const items = compiler.expression(node.items, scope);
  const sequence = items.type === null ? null : registry.as(items.type, 'IEnumerable');
  if (items.type !== null && sequence === null)
    throw compiler.error(`foreach cannot go over ${typeText(items.type)}`, node.items.offset);
  const element = sequence === null ? null : (sequence.args[0] ?? t.object);
  const declared =
    node.type.name === 'var' ? dynamicAsNull(element ?? named('dynamic')) : compiler.typeOf(node.type);
  const inner = child(scope);
  const { slot } = compiler.declare(inner, node.name, declared, node.offset, { writable: false });
  const takeApart =
    node.targets === null ? null : compileTargets(compiler, node.targets, declared, inner, node.offset);
  const body = inLoop(compiler, () => compiler.statement(node.body, child(inner)));
  let convert: ((value: Value) => Value) | null = null;
  if (declared !== null && node.type.name !== 'var') {
    // the element is cast explicitly (C# 7 specification, 13.9.5)
    convert =
      element === null
        ? (value) => castBoxed(registry, value, declared)
        : explicitCast(registry, { type: element, run: () => null }, declared, false);
    if (convert === null)
      throw compiler.error(`cannot convert ${describe(element)} to ${describe(declared)}`, node.offset);
  }
  return (frame) => {
    const source = items.run(frame);
    if (source === null)
      throw dotnetError('NullReferenceException', 'Object reference not set to an instance of an object.');
    for (const value of enumerate(source, frame.run)) {
      frame.run.step();
      frame.slots[slot] = { value: convert === null ? value : convert(value) };
      takeApart?.(frame, value);
      const ended = afterBody(body(frame));
      if (ended !== undefined) return ended;
    }
    return 'end';
  };
}
