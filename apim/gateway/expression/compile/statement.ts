import type { Block, Statement } from '../syntax/ast.ts';
import { type Compiler, child, type Execute, type Scope } from './code.ts';
import { conditionCode, convertCode } from './condition.ts';
import { compileDeclare, declareFunction } from './declare.ts';
import { compileDeconstruct } from './deconstruct.ts';
import { compileDo, compileFor, compileForeach, compileWhile } from './loop.ts';
import type { Node } from './statement-node.ts';
import { compileSwitch } from './switch.ts';
import { compileThrow, compileTry } from './try.ts';

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

export function compileStatement(compiler: Compiler, node: Statement, scope: Scope): Execute {
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

function compileIf(compiler: Compiler, node: Node<'if'>, scope: Scope): Execute {
  const test = conditionCode(compiler, node.test, scope);
  const yes = compileStatement(compiler, node.yes, child(scope));
  const no = node.no === null ? null : compileStatement(compiler, node.no, child(scope));
  return (frame) => (test(frame) ? yes(frame) : no === null ? 'end' : no(frame));
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
