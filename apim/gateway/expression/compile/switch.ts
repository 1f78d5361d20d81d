import type { Value } from '../value.ts';
import { areEqual, textOf } from '../values/object.ts';
import { type Compiler, child, type Execute, type Frame, type Scope } from './code.ts';
import { conditionCode } from './condition.ts';
import { coercion } from './conversion.ts';
import { inLoop } from './loop.ts';
import { leaves } from './reachable.ts';
import type { Node } from './statement-node.ts';
import { compilePattern } from './type-test.ts';

export function compileSwitch(compiler: Compiler, node: Node<'switch'>, scope: Scope): Execute {
  const value = compiler.expression(node.value, scope);
  const outer = child(scope);
  const constants = new Set<unknown>();
  const sections = node.sections.map((section) => {
    const inner = child(outer);
    const labels = section.labels.map((label) => {
      if (label === null) return null;
      const test = compilePattern(compiler, label.pattern, value.type, inner);
      const when = label.when === null ? null : conditionCode(compiler, label.when, inner);
      const constant =
        label.pattern.kind === 'constant'
          ? compiler.expression(label.pattern.value, inner, value.type ?? undefined)
          : null;
      const convert = constant === null || value.type === null ? null : coercion(constant.type, value.type);
      if (constant?.constant !== undefined && label.when === null) {
        const known = typeof constant.constant === 'object' ? textOf(constant.constant) : constant.constant;
        if (constants.has(known)) throw compiler.error('the switch has this case already', node.offset);
        constants.add(known);
      }
      return {
        test,
        when,
        constant:
          constant === null
            ? null
            : (frame: Frame) => (convert === null ? constant.run(frame) : convert(constant.run(frame))),
      };
    });
    const last = section.statements.at(-1);
    if (last === undefined || !leaves(last))
      throw compiler.error('control falls through from one case to the next', last?.offset ?? node.offset);
    return {
      labels,
      body: inLoop(compiler, () => compiler.statements(section.statements, inner), false),
    };
  });
  const fallback = sections.find((section) => section.labels.includes(null));
  const select = (frame: Frame, subject: Value) =>
    sections.find((section) =>
      section.labels.some(
        (label) => label?.test(frame, subject) === true && (label.when === null || label.when(frame)),
      ),
    ) ?? fallback;
  return (frame) => {
    let section = select(frame, value.run(frame));
    while (section !== undefined) {
      frame.run.step();
      const signal = section.body(frame);
      if (typeof signal !== 'object') return signal === 'break' ? 'end' : signal;
      const label = signal.goto;
      section =
        label === undefined
          ? fallback
          : sections.find((candidate) =>
              candidate.labels.some(
                (item) => item?.constant != null && areEqual(item.constant(frame), label),
              ),
            );
    }
    return 'end';
  };
}
