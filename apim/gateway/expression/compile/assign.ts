import type { Value } from '../value.ts';
import { convertNumber, isNumeric, isNumericKind } from '../values/number.ts';
import { adapt, binaryCode } from './binary.ts';
import type { Code, Compiler, Scope } from './code.ts';
import { convertCode } from './condition.ts';
import { describe, implicitRank } from './conversion.ts';
import type { Node } from './node.ts';

export function compileAssign(compiler: Compiler, node: Node<'assign'>, scope: Scope): Code {
  if (node.target.kind === 'name' && node.target.name === '_') return compiler.expression(node.value, scope);
  const place = compiler.place(node.target, scope);
  const { operator } = node;
  if (operator === '=') {
    const value = convertCode(
      compiler,
      compiler.expression(node.value, scope, place.type ?? undefined),
      place.type,
      node.value.offset,
    );
    return {
      type: place.type,
      run: (frame) => {
        const at = place.at(frame);
        const result = value(frame);
        place.write(frame, at, result);
        return result;
      },
    };
  }
  const right = compiler.expression(node.value, scope);
  if (operator === '??=') {
    const value = convertCode(compiler, right, place.type, node.value.offset);
    return {
      type: place.type,
      run: (frame) => {
        const at = place.at(frame);
        const before = place.read(frame, at);
        if (before !== null) return before;
        const result = value(frame);
        place.write(frame, at, result);
        return result;
      },
    };
  }
  return compoundAssign(compiler, node, place, right);
}

function compoundAssign(
  compiler: Compiler,
  node: Node<'assign'>,
  place: ReturnType<Compiler['place']>,
  right: Code,
): Code {
  const operator = node.operator.slice(0, -1);
  let current: Value = null;
  let operand: Value = null;
  const left: Code = { type: place.type, run: () => current };
  const combined = binaryCode(
    compiler,
    operator,
    left,
    adapt(
      {
        type: right.type,
        run: () => operand,
        ...(right.constant !== undefined && { constant: right.constant }),
      },
      left,
    ),
    node.offset,
  );
  // x op= y converts the result back to the type of x (C# 7 specification, 12.18.4)
  const kind = place.type?.name ?? '';
  const { checked } = compiler;
  if (
    place.type !== null &&
    combined.type !== null &&
    implicitRank(compiler.registry, combined.type, place.type) < 0 &&
    !isNumericKind(kind)
  ) {
    throw compiler.error(`cannot convert ${describe(combined.type)} to ${describe(place.type)}`, node.offset);
  }
  const back = (value: Value): Value =>
    isNumericKind(kind) && isNumeric(value) ? convertNumber(value, kind, checked) : value;
  return {
    type: place.type,
    run: (frame) => {
      frame.run.step();
      const at = place.at(frame);
      const before = place.read(frame, at);
      const by = right.run(frame);
      // set last: evaluating the operand may run this very assignment
      current = before;
      operand = by;
      const result = back(combined.run(frame));
      place.write(frame, at, result);
      return result;
    },
  };
}
