import { t } from '../type-ref.ts';
import type { TypeRef } from '../value.ts';
import { textOf } from '../values/object.ts';
import { type Code, type Compiler, constantCode, type Frame, type Scope } from './code.ts';
import { defaultOf } from './conversion.ts';
import type { Node } from './node.ts';

export function compileInterpolated(compiler: Compiler, node: Node<'interpolated'>, scope: Scope): Code {
  const parts = node.parts.map((part): ((frame: Frame) => string) => {
    if (typeof part === 'string') return () => part;
    const { run } = compiler.expression(part.value, scope);
    const { alignment, format } = part;
    if (alignment === null) return (frame) => textOf(run(frame), format);
    return (frame) => aligned(textOf(run(frame), format), alignment);
  });
  return {
    type: t.string,
    run: (frame) => {
      let text = '';
      for (const part of parts) text += part(frame);
      return frame.run.text(text);
    },
  };
}

/** Padded on the left to `width`, on the right when it is negative. */
function aligned(text: string, width: number): string {
  return width < 0 ? text.padEnd(-width) : text.padStart(width);
}

export function compileDefault(
  compiler: Compiler,
  node: Node<'default'>,
  _scope: Scope,
  expected: TypeRef | undefined,
): Code {
  const type = node.type === null ? expected : compiler.typeOf(node.type);
  if (type === undefined) throw compiler.error('default needs a type here', node.offset);
  return constantCode(type, defaultOf(compiler.registry, type));
}
