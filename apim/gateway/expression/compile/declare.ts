import { named, t } from '../type-ref.ts';
import type { TypeRef } from '../value.ts';
import { Delegate } from '../values/collection.ts';
import type { Compiler, Execute, Frame, Scope } from './code.ts';
import { convertCode } from './condition.ts';
import { defaultOf } from './conversion.ts';
import { compileBody } from './lambda.ts';
import type { Node } from './statement-node.ts';

/** Declares the name first, so that functions can call each other; the second call compiles the body. */
export function declareFunction(
  compiler: Compiler,
  node: Node<'function'>,
  scope: Scope,
): () => (frame: Frame) => void {
  const returns = compiler.typeOf(node.returns);
  const types = node.parameters.map((parameter) =>
    parameter.type === null ? t.object : compiler.typeOf(parameter.type),
  );
  const type = returns.name === 'void' ? named('Action', ...types) : named('Func', ...types, returns);
  const { slot } = compiler.declare(scope, node.name, type, node.offset, {
    parameters: node.parameters,
    writable: false,
  });
  return () => {
    const body = compileBody(compiler, node.parameters, node.body, scope, types, returns);
    return (outer) => {
      const value = new Delegate(type, (run, args) =>
        run.nested(() => {
          // sees the variables of the block as they are when it is called
          const frame: Frame = { run, slots: outer.slots.slice(), result: null, receiver: null };
          body.fill(frame, args);
          return body.invoke(frame);
        }),
      );
      outer.slots[slot] = { value };
    };
  };
}

export function compileDeclare(compiler: Compiler, node: Node<'declare'>, scope: Scope): Execute {
  const steps = node.variables.map((variable) => {
    const declared =
      node.type.name === 'var' && compiler.registry.find('var') === undefined
        ? undefined
        : compiler.typeOf(node.type);
    if (variable.value === null) {
      if (declared === undefined) throw compiler.error(`var ${variable.name} needs a value`, variable.offset);
      const { slot } = compiler.declare(scope, variable.name, dynamicAsNull(declared), variable.offset);
      const zero = defaultOf(compiler.registry, declared);
      return (frame: Frame) => {
        frame.slots[slot] = { value: zero };
      };
    }
    const code = compiler.expression(variable.value, scope, declared);
    if (code.type?.name === 'void')
      throw compiler.error(`${variable.name} would get no value`, variable.offset);
    if (declared === undefined && code.type?.name === 'null')
      throw compiler.error(`the type of var ${variable.name} is unknown`, variable.offset);
    const type = declared === undefined ? code.type : dynamicAsNull(declared);
    const value = convertCode(compiler, code, type, variable.value.offset);
    const { slot } = compiler.declare(scope, variable.name, type, variable.offset, {
      writable: !node.constant,
    });
    return (frame: Frame) => {
      frame.slots[slot] = { value: value(frame) };
    };
  });
  return (frame) => {
    for (const step of steps) step(frame);
    return 'end';
  };
}

export function dynamicAsNull(type: TypeRef): TypeRef | null {
  return type.name === 'dynamic' ? null : type;
}
