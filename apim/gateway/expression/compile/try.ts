import { ExpressionException } from '../errors.ts';
import { t, typeText } from '../type-ref.ts';
import type { Value } from '../value.ts';
import { ExceptionObject, isException } from '../values/exception.ts';
import { type Compiler, child, type Execute, type Scope, type Signal } from './code.ts';
import { conditionCode } from './condition.ts';
import type { Node } from './statement-node.ts';
import { throwValue } from './thrown.ts';

export function compileTry(compiler: Compiler, node: Node<'try'>, scope: Scope): Execute {
  const body = compiler.block(node.body, scope);
  const catches = node.catches.map((clause) => {
    const inner = child(scope);
    const type = clause.type === null ? t.Exception : compiler.typeOf(clause.type);
    if (compiler.registry.as(type, 'Exception') === null)
      throw compiler.error(`${typeText(type)} is no exception`, clause.type?.offset ?? node.offset);
    const slot = clause.name === null ? null : compiler.declare(inner, clause.name, type, node.offset).slot;
    const when = clause.when === null ? null : conditionCode(compiler, clause.when, inner);
    caught(compiler).push(slot ?? compiler.declare(inner, ' exception', t.Exception, node.offset).slot);
    const handler = compiler.block(clause.body, inner);
    const at = caught(compiler).pop() ?? 0;
    return { type: type.name, at, when, handler };
  });
  const last = node.finally === null ? null : compiler.block(node.finally, scope);
  const guarded: Execute = (frame) => {
    try {
      return body(frame);
    } catch (error) {
      const exception = exceptionOf(error);
      if (exception === null) throw error;
      for (const clause of catches) {
        if (!isException(exception.dotnetType, clause.type)) continue;
        frame.slots[clause.at] = { value: new ExceptionObject(exception) };
        if (clause.when === null || clause.when(frame)) return clause.handler(frame);
      }
      throw error;
    }
  };
  if (last === null) return guarded;
  return (frame) => {
    let signal: Signal;
    let result: Value;
    try {
      signal = guarded(frame);
      result = frame.result;
    } catch (error) {
      if (exceptionOf(error) !== null) last(frame);
      throw error;
    }
    last(frame);
    frame.result = result;
    return signal;
  };
}

/** Limits are never caught; a full JavaScript stack becomes one in evaluate. */
function exceptionOf(error: unknown): ExpressionException | null {
  return error instanceof ExpressionException ? error : null;
}

/** Slots of the exceptions that are being handled, for `throw;`. */
const caughtBy = new WeakMap<Compiler, number[]>();

function caught(compiler: Compiler): number[] {
  const known = caughtBy.get(compiler);
  if (known !== undefined) return known;
  const made: number[] = [];
  caughtBy.set(compiler, made);
  return made;
}

export function compileThrow(compiler: Compiler, node: Node<'throw'>, scope: Scope): Execute {
  if (node.value === null) {
    const slot = caught(compiler).at(-1);
    if (slot === undefined)
      throw compiler.error('throw without a value is possible in catch only', node.offset);
    return (frame) => throwValue(frame.slots[slot]?.value ?? null);
  }
  const { run, type } = compiler.expression(node.value, scope);
  if (type !== null && compiler.registry.as(type, 'Exception') === null)
    throw compiler.error(`${typeText(type)} is no exception`, node.offset);
  return (frame) => throwValue(run(frame));
}
