import { dotnetError, ExpressionException } from '../errors.ts';
import type { Block, Statement, SwitchSection } from '../syntax/ast.ts';
import { named, t, typeText } from '../type-ref.ts';
import type { TypeRef, Value } from '../value.ts';
import { Delegate } from '../values/collection.ts';
import { enumerate } from '../values/enumerate.ts';
import { ExceptionObject, isException } from '../values/exception.ts';
import { areEqual, textOf } from '../values/object.ts';
import type { Compiler, Execute, Frame, Scope, Signal } from './code.ts';
import { child } from './code.ts';
import { castBoxed, coercion, defaultOf, describe, explicitCast } from './conversion.ts';
import { compileDeconstruct, compileTargets } from './deconstruct.ts';
import { compilePattern, conditionCode, convertCode, throwValue } from './expression.ts';
import { compileBody } from './lambda.ts';

type Node<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

const table: {
  readonly [K in Statement['kind']]: (compiler: Compiler, node: Node<K>, scope: Scope) => Execute;
} = {
  block: compileBlock,
  declare: compileDeclare,
  function: (compiler, node) => {
    throw compiler.error('a local function must stand in a block', node.offset);
  },
  expression: (compiler, node, scope) => {
    const { run } = compiler.expression(node.value, scope);
    return (frame) => {
      run(frame);
      return 'end';
    };
  },
  deconstruct: compileDeconstruct,
  checkedBlock: compileCheckedBlock,
  if: compileIf,
  while: compileWhile,
  do: compileDo,
  for: compileFor,
  foreach: compileForeach,
  switch: compileSwitch,
  try: compileTry,
  using: compileUsing,
  return: compileReturn,
  throw: compileThrow,
  break: (compiler, node) => {
    if (compiler.breakable === 0) throw compiler.error('there is no loop to break out of', node.offset);
    return () => 'break';
  },
  continue: (compiler, node) => {
    if (compiler.continuable === 0) throw compiler.error('there is no loop to continue', node.offset);
    return () => 'continue';
  },
  goto: (compiler, node, scope) => {
    if (node.label === null) return () => ({ goto: undefined });
    const { run } = compiler.expression(node.label, scope);
    return (frame) => ({ goto: run(frame) });
  },
};

function compileStatement(compiler: Compiler, node: Statement, scope: Scope): Execute {
  const compile = table[node.kind] as (compiler: Compiler, node: Statement, scope: Scope) => Execute;
  return compile(compiler, node, scope);
}

/** Statements in order; local functions exist from the start of their block. */
export function compileStatements(compiler: Compiler, nodes: readonly Statement[], scope: Scope): Execute {
  const functions = nodes.filter((node) => node.kind === 'function');
  const hoisted = functions.map((node) => declareFunction(compiler, node, scope));
  const steps: Execute[] = [];
  for (const node of nodes) {
    if (node.kind === 'function') continue;
    steps.push(compileStatement(compiler, node, scope));
  }
  // compiled last: a local function sees every variable of its block
  const bodies = hoisted.map((define) => define());
  const [only] = steps;
  if (bodies.length === 0 && steps.length === 1 && only !== undefined) {
    return (frame) => {
      frame.run.step();
      return only(frame);
    };
  }
  return (frame) => {
    for (const body of bodies) body(frame);
    for (const step of steps) {
      frame.run.step();
      const signal = step(frame);
      if (signal !== 'end') return signal;
    }
    return 'end';
  };
}

/** Declares the name first, so that functions can call each other; the second call compiles the body. */
function declareFunction(
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

export function compileBlock(compiler: Compiler, node: Block, scope: Scope): Execute {
  return compileStatements(compiler, node.statements, child(scope));
}

/** `checked { … }`: arithmetic in it overflows with an exception. */
function compileCheckedBlock(compiler: Compiler, node: Node<'checkedBlock'>, scope: Scope): Execute {
  const { checked, unchecked } = compiler;
  compiler.checked = node.checked;
  compiler.unchecked = !node.checked;
  try {
    return compileBlock(compiler, node.body, scope);
  } finally {
    compiler.checked = checked;
    compiler.unchecked = unchecked;
  }
}

function compileDeclare(compiler: Compiler, node: Node<'declare'>, scope: Scope): Execute {
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

function dynamicAsNull(type: TypeRef): TypeRef | null {
  return type.name === 'dynamic' ? null : type;
}

function compileIf(compiler: Compiler, node: Node<'if'>, scope: Scope): Execute {
  const test = conditionCode(compiler, node.test, scope);
  const yes = compileStatement(compiler, node.yes, child(scope));
  const no = node.no === null ? null : compileStatement(compiler, node.no, child(scope));
  return (frame) => (test(frame) ? yes(frame) : no === null ? 'end' : no(frame));
}

/** Compiles the body of a loop (or, with `continues` false, a switch). */
function inLoop<T>(compiler: Compiler, compile: () => T, continues = true): T {
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

function compileWhile(compiler: Compiler, node: Node<'while'>, scope: Scope): Execute {
  const inner = child(scope);
  const test = conditionCode(compiler, node.test, inner);
  const body = inLoop(compiler, () => compileStatement(compiler, node.body, child(inner)));
  return (frame) => {
    for (;;) {
      frame.run.step();
      if (!test(frame)) return 'end';
      const ended = afterBody(body(frame));
      if (ended !== undefined) return ended;
    }
  };
}

function compileDo(compiler: Compiler, node: Node<'do'>, scope: Scope): Execute {
  const body = inLoop(compiler, () => compileStatement(compiler, node.body, child(scope)));
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

function compileFor(compiler: Compiler, node: Node<'for'>, scope: Scope): Execute {
  const inner = child(scope);
  const start = node.start.map((statement) => compileStatement(compiler, statement, inner));
  const test = node.test === null ? () => true : conditionCode(compiler, node.test, inner);
  const body = inLoop(compiler, () => compileStatement(compiler, node.body, child(inner)));
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

function compileForeach(compiler: Compiler, node: Node<'foreach'>, scope: Scope): Execute {
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
  const body = inLoop(compiler, () => compileStatement(compiler, node.body, child(inner)));
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

function compileSwitch(compiler: Compiler, node: Node<'switch'>, scope: Scope): Execute {
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
      body: inLoop(compiler, () => compileStatements(compiler, section.statements, inner), false),
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

function compileTry(compiler: Compiler, node: Node<'try'>, scope: Scope): Execute {
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

function compileUsing(compiler: Compiler, node: Node<'using'>, scope: Scope): Execute {
  const inner = child(scope);
  const resource = compileStatement(compiler, node.resource, inner);
  const body = compileStatement(compiler, node.body, child(inner));
  return (frame) => {
    resource(frame);
    return body(frame);
  };
}

function compileReturn(compiler: Compiler, node: Node<'return'>, scope: Scope): Execute {
  const { body } = scope;
  if (node.value === null) {
    if (body.expected !== undefined && body.expected.name !== 'void')
      throw compiler.error('return needs a value', node.offset);
    return () => 'return';
  }
  const code = compiler.expression(node.value, scope, body.expected);
  if (code.type?.name === 'void') throw compiler.error('return needs a value', node.offset);
  body.returns.push({ type: code.type, isNull: code.type?.name === 'null' });
  const value =
    body.expected === undefined ? code.run : convertCode(compiler, code, body.expected, node.value.offset);
  return (frame) => {
    frame.result = value(frame);
    return 'return';
  };
}

function compileThrow(compiler: Compiler, node: Node<'throw'>, scope: Scope): Execute {
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

/** Whether control never gets past the statement (C# 7 specification, 13.2), without looking into conditions other than `true`. */
export function leaves(node: Statement): boolean {
  switch (node.kind) {
    case 'return':
    case 'throw':
    case 'break':
    case 'continue':
    case 'goto':
      return true;
    default:
      return !completes(node);
  }
}

/** Whether the end of the statement can be reached. */
export function completes(node: Statement): boolean {
  switch (node.kind) {
    case 'return':
    case 'throw':
    case 'break':
    case 'continue':
    case 'goto':
      return false;
    case 'block':
      return node.statements.every(completes);
    case 'if':
      return completes(node.yes) || node.no === null || completes(node.no);
    case 'while':
      return !(node.test.kind === 'literal' && node.test.value === true) || breaks(node.body);
    case 'do':
      return !(node.test.kind === 'literal' && node.test.value === true)
        ? completes(node.body) || breaks(node.body) || continues(node.body)
        : breaks(node.body);
    case 'for':
      return (
        !(node.test === null || (node.test.kind === 'literal' && node.test.value === true)) ||
        breaks(node.body)
      );
    case 'try':
      return (
        (completes(node.body) || node.catches.some((clause) => completes(clause.body))) &&
        (node.finally === null || completes(node.finally))
      );
    case 'using':
    case 'checkedBlock':
      return completes(node.body);
    case 'switch':
      return (
        !node.sections.some((section) => section.labels.some(takesAll)) ||
        node.sections.some((section) => section.statements.some(breaks))
      );
    default:
      return true;
  }
}

/** `default:` and `case var x:` without a condition. */
function takesAll(label: SwitchSection['labels'][number]): boolean {
  return label === null || (label.pattern.kind === 'var' && label.when === null);
}

function breaks(node: Statement): boolean {
  return contains(node, 'break');
}

function continues(node: Statement): boolean {
  return contains(node, 'continue');
}

/** Whether a break or continue in `node` leaves `node`'s own loop. */
function contains(node: Statement, kind: 'break' | 'continue'): boolean {
  switch (node.kind) {
    case kind:
      return true;
    case 'block':
      return node.statements.some((statement) => contains(statement, kind));
    case 'if':
      return contains(node.yes, kind) || (node.no !== null && contains(node.no, kind));
    case 'try':
      return (
        contains(node.body, kind) ||
        node.catches.some((clause) => contains(clause.body, kind)) ||
        (node.finally !== null && contains(node.finally, kind))
      );
    case 'using':
    case 'checkedBlock':
      return contains(node.body, kind);
    case 'switch':
      return (
        kind === 'continue' &&
        node.sections.some((section) => section.statements.some((statement) => contains(statement, kind)))
      );
    default:
      return false;
  }
}
