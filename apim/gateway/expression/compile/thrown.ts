import { dotnetError } from '../errors.ts';
import type { Value } from '../value.ts';
import { ExceptionObject } from '../values/exception.ts';
import type { Code, Compiler, Scope } from './code.ts';
import type { Node } from './node.ts';

export function compileThrow(compiler: Compiler, node: Node<'throw'>, scope: Scope): Code {
  const value = compiler.expression(node.value, scope);
  return { type: null, run: (frame) => throwValue(value.run(frame)) };
}

export function throwValue(value: Value): never {
  if (value instanceof ExceptionObject) throw value.error;
  throw dotnetError('NullReferenceException', 'Object reference not set to an instance of an object.');
}
