import type { DeconstructTarget, Statement } from '../syntax/ast.ts';
import type { TypeRef, Value } from '../value.ts';
import type { Compiler, Execute, Frame, Scope } from './code.ts';
import { convertCode } from './condition.ts';
import { coercion, describe } from './conversion.ts';
import { partsOf, partTypes } from './parts.ts';

/** `var (a, b) = …`, `(a, b) = …`: all parts are evaluated before the first is assigned. */
export function compileDeconstruct(
  compiler: Compiler,
  node: Extract<Statement, { kind: 'deconstruct' }>,
  scope: Scope,
): Execute {
  const code = compiler.expression(node.value, scope);
  const store = compileTargets(compiler, node.targets, code.type, scope, node.offset);
  return (frame) => {
    store(frame, code.run(frame));
    return 'end';
  };
}

/** Declares or finds the targets; the result stores the parts of a value in them. */
export function compileTargets(
  compiler: Compiler,
  targets: readonly DeconstructTarget[],
  type: TypeRef | null,
  scope: Scope,
  offset: number,
): (frame: Frame, value: Value) => void {
  const types = partTypes(type);
  if (types === undefined) throw compiler.error(`${describe(type)} cannot be taken apart`, offset);
  if (types !== null && types.length !== targets.length)
    throw compiler.error(`${describe(type)} has ${types.length} parts, not ${targets.length}`, offset);
  const writes = targets.map((target, i) =>
    compileTarget(compiler, target, types?.[i] ?? null, scope, offset),
  );
  return (frame, value) => {
    const parts = partsOf(value);
    writes.forEach((write, i) => {
      write(frame, parts[i] ?? null);
    });
  };
}

function compileTarget(
  compiler: Compiler,
  target: DeconstructTarget,
  part: TypeRef | null,
  scope: Scope,
  offset: number,
): (frame: Frame, value: Value) => void {
  if (target.kind === 'assign') {
    if (target.place.kind === 'name' && target.place.name === '_') return () => {};
    const place = compiler.place(target.place, scope);
    convertCode(compiler, { type: part, run: () => null }, place.type, offset);
    const convert = place.type === null ? null : coercion(part, place.type);
    return (frame, value) => {
      place.write(frame, place.at(frame), convert === null ? value : convert(value));
    };
  }
  const declared = target.type.name === 'var' ? part : compiler.typeOf(target.type);
  convertCode(compiler, { type: part, run: () => null }, declared, offset);
  if (target.name === null) return () => {};
  const { slot } = compiler.declare(scope, target.name, declared, offset);
  const convert = declared === null ? null : coercion(part, declared);
  return (frame, value) => {
    frame.slots[slot] = { value: convert === null ? value : convert(value) };
  };
}
