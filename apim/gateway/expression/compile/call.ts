import type { Argument, TypeNode } from '../syntax/ast.ts';
import { substitute, t, typeText } from '../type-ref.ts';
import { nearestName } from '../types/nearest.ts';
import type { BoundMember } from '../types/registry.ts';
import type { Call } from '../types/signature.ts';
import type { TypeRef, Value } from '../value.ts';
import {
  type ArgumentCode,
  argumentCode,
  looseArgument,
  type Prepared,
  prepare,
  restCode,
} from './argument.ts';
import { callLate, memberCall, takesNull } from './call-late.ts';
import type { Cell, Code, Compiler, Evaluate, Frame, Scope } from './code.ts';
import { describe } from './conversion.ts';
import { nullReference } from './null-reference.ts';
import { type Chosen, chooseOverload, type Given } from './overload.ts';

/** Compiles the call of one of `candidates`. `what` names it in errors. */
export function compileCall(
  compiler: Compiler,
  candidates: readonly BoundMember[],
  receiver: Code | null,
  args: readonly Argument[],
  scope: Scope,
  offset: number,
  what: string,
  typeArgs: readonly TypeNode[] | null,
): Code {
  const explicit = typeArgs?.map((type) => compiler.typeOf(type)) ?? null;
  const prepared = prepare(compiler, args, scope);
  const given = prepared.map((argument) => argument.given);
  const uncertain = given.some(
    (argument) =>
      argument.type === null &&
      argument.lambda === undefined &&
      !argument.out &&
      argument.methodGroup !== true,
  );
  const fitting = uncertain
    ? candidates.filter(
        (candidate) => chooseOverload(compiler.registry, [candidate], given, explicit) !== null,
      )
    : [];
  if (uncertain && fitting.length > 1)
    return lateCall(compiler, fitting, receiver, prepared, explicit, scope);
  const chosen = chooseOverload(compiler.registry, uncertain ? fitting : candidates, given, explicit);
  if (chosen === null) throw noOverload(compiler, candidates, given, offset, what);
  return bind(compiler, chosen, receiver, prepared, scope, offset);
}

function noOverload(
  compiler: Compiler,
  candidates: readonly BoundMember[],
  given: readonly Given[],
  offset: number,
  what: string,
) {
  const named = given.find(
    (argument) =>
      argument.name !== null &&
      candidates.every((c) => c.member.parameters.every((p) => p.name !== argument.name)),
  );
  if (named?.name != null) {
    const names = candidates.flatMap((candidate) =>
      candidate.member.parameters.map((parameter) => parameter.name),
    );
    return compiler.error(`${what} has no parameter ${named.name}`, offset, nearestName(named.name, names));
  }
  const types = given
    .map((argument) =>
      argument.lambda === undefined ? (argument.out ? 'out' : describe(argument.type)) : 'lambda',
    )
    .join(', ');
  return compiler.error(`no overload of ${what} takes (${types})`, offset);
}

function bind(
  compiler: Compiler,
  chosen: Chosen,
  receiver: Code | null,
  prepared: readonly Prepared[],
  scope: Scope,
  offset: number,
): Code {
  const { bound, bindings, slots } = chosen;
  const { member } = bound;
  const codes = slots.map((slot, i): ArgumentCode => {
    const parameter = member.parameters[i];
    if (parameter === undefined) throw compiler.error('argument without a parameter', offset);
    if (slot.kind === 'default') {
      const value = parameter.defaultValue ?? null;
      return () => value;
    }
    if (slot.kind === 'rest')
      return restCode(
        compiler,
        parameter.type,
        slot.indexes,
        prepared,
        scope,
        bindings,
        member.typeParameters,
      );
    const argument = prepared[slot.index];
    if (argument === undefined) throw compiler.error('argument missing', offset);
    return argumentCode(compiler, parameter.type, argument, scope, bindings, member.typeParameters);
  });
  const returns = resolved(member.returns, bindings, member.typeParameters);
  const typeOfParameter = (name: string): TypeRef => bindings.get(name) ?? t.object;
  return {
    type: returns,
    run: invocation(bound, receiver?.run ?? null, codes, memberCall(compiler.registry, typeOfParameter)),
  };
}

/** The type with its parameters replaced; null (run time) when one of them stayed unbound. */
function resolved(
  type: TypeRef,
  bindings: ReadonlyMap<string, TypeRef>,
  names: readonly string[],
): TypeRef | null {
  const free = (part: TypeRef): boolean =>
    part.args.length === 0 ? names.includes(part.name) && !bindings.has(part.name) : part.args.some(free);
  if (type.name === 'dynamic') return null;
  if (free(type))
    return type.args.length === 0
      ? null
      : substitute(type, new Map([...names.map((name) => [name, t.object] as const), ...bindings]));
  const result = substitute(type, bindings);
  return result.name === 'dynamic' ? null : result;
}

function invocation(
  bound: BoundMember,
  receiver: Evaluate | null,
  codes: readonly ArgumentCode[],
  call: (frame: Frame) => Call,
): Evaluate {
  const body = bound.member.body as (self: Value, args: readonly (Value | Cell)[], call: Call) => Value;
  const onNull = takesNull(bound);
  return (frame) => {
    const { run } = frame;
    run.step();
    // C# evaluates the arguments before it looks at the receiver for null
    const self = receiver === null ? null : receiver(frame);
    const values: (Value | Cell)[] = [];
    for (const code of codes) values.push(code(frame));
    if (self === null && receiver !== null && !onNull) throw nullReference();
    run.operand(self);
    for (const value of values) run.operand(value);
    return body(self, values, call(frame));
  };
}

/** The call of a member that only the types of the values decide; each site remembers its last choice. */
function lateCall(
  compiler: Compiler,
  candidates: readonly BoundMember[],
  receiver: Code | null,
  prepared: readonly Prepared[],
  explicit: readonly TypeRef[] | null,
  scope: Scope,
): Code {
  const codes = prepared.map((argument) => looseArgument(compiler, argument, scope));
  return {
    type: sameReturn(candidates),
    run: (frame) => {
      frame.run.step();
      const self = receiver === null ? null : receiver.run(frame);
      const values = codes.map((code) => code(frame));
      return callLate(
        compiler.registry,
        candidates,
        frame,
        self,
        values,
        prepared.map((argument) => argument.given),
        explicit,
        receiver !== null,
      );
    },
  };
}

function sameReturn(candidates: readonly BoundMember[]): TypeRef | null {
  const [first] = candidates;
  if (first === undefined || first.member.returns.name === 'dynamic') return null;
  const text = typeText(first.member.returns);
  const concrete = first.member.typeParameters.length === 0 && first.bindings.size === 0;
  return concrete && candidates.every((candidate) => typeText(candidate.member.returns) === text)
    ? first.member.returns
    : null;
}
