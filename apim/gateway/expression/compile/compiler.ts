import { ExpressionSyntaxError } from '../errors.ts';
import type { Block, Expression, Statement, TypeNode } from '../syntax/ast.ts';
import { parseBlock, parseSingle } from '../syntax/parser.ts';
import { named, t } from '../type-ref.ts';
import { nearestName } from '../types/nearest.ts';
import type { Registry } from '../types/registry.ts';
import type { TypeRef, Value } from '../value.ts';
import type { Code, Compiler, Execute, Frame, Place, Scope, Variable } from './code.ts';
import { lookup } from './code.ts';
import { compileExpressionNode } from './expression.ts';
import { methodGroup } from './names.ts';
import { compilePlace } from './place.ts';
import { completes } from './reachable.ts';
import { withoutNamespace } from './scope-types.ts';
import { compileBlock, compileStatement, compileStatements } from './statement.ts';

/** Compiles one expression; what its parts call each other through. */
class ExpressionCompiler implements Compiler {
  readonly registry: Registry;
  checked = false;
  unchecked = false;
  breakable = 0;
  continuable = 0;
  slots = 0;

  constructor(registry: Registry) {
    this.registry = registry;
  }

  expression(node: Expression, scope: Scope, expected?: TypeRef): Code {
    return compileExpressionNode(this, node, scope, expected);
  }

  place(node: Expression, scope: Scope): Place {
    return compilePlace(this, node, scope);
  }

  statement(node: Statement, scope: Scope): Execute {
    return compileStatement(this, node, scope);
  }

  statements(nodes: readonly Statement[], scope: Scope): Execute {
    return compileStatements(this, nodes, scope);
  }

  block(node: Block, scope: Scope): Execute {
    return compileBlock(this, node, scope);
  }

  methodGroup(node: Expression, scope: Scope): Code | null {
    return methodGroup(this, node, scope);
  }

  typeOf(node: TypeNode): TypeRef {
    const name = withoutNamespace(node.name);
    const args = node.args.map((arg) => this.typeOf(arg));
    if (name === '[]' || name === 'dynamic' || name === 'void') return named(name, ...args);
    const definition = this.registry.find(name);
    if (definition === undefined) {
      throw this.error(
        `type ${node.name} is not available in policy expressions`,
        node.offset,
        nearestName(name, this.registry.names()),
      );
    }
    const several =
      definition.name === 'Func' ||
      definition.name === 'Action' ||
      definition.name === 'Tuple' ||
      definition.name === 'ValueTuple';
    if (!several && args.length !== definition.parameters.length) {
      throw this.error(
        `type ${definition.name} takes ${definition.parameters.length} type arguments`,
        node.offset,
      );
    }
    // T? of a reference type says nothing at run time
    const [inner] = args;
    if (definition.name === 'Nullable' && inner !== undefined && !this.registry.isStruct(inner)) return inner;
    const type = named(definition.name, ...args);
    return node.itemNames === undefined ? type : { ...type, itemNames: node.itemNames };
  }

  declare(
    scope: Scope,
    name: string,
    type: TypeRef | null,
    offset: number,
    more: Partial<Variable> = {},
  ): Variable {
    // C# 7 has no shadowing: a name of an enclosing block, lambda or function is taken as well (CS0136)
    if (lookup(scope, name) !== undefined) throw this.error(`${name} is declared twice`, offset);
    const variable: Variable = { slot: this.slots, type, writable: true, ...more };
    this.slots += 1;
    scope.names.set(name, variable);
    return variable;
  }

  error(message: string, offset: number, nearest?: string): ExpressionSyntaxError {
    return new ExpressionSyntaxError(message, offset, nearest);
  }
}

/** A compiled source text, to be run with a fresh frame. */
export interface Program {
  readonly slots: number;
  readonly run: (frame: Frame) => Value;
}

/** Compiles the text of `@(…)` or `@{…}`. @throws ExpressionSyntaxError */
export function compileProgram(source: string, kind: 'expression' | 'block', registry: Registry): Program {
  const compiler = new ExpressionCompiler(registry);
  const scope: Scope = { parent: null, names: new Map(), body: { returns: [], expected: t.object } };
  if (kind === 'expression') {
    const code = compiler.expression(parseSingle(source), scope, t.object);
    if (code.type?.name === 'void') throw compiler.error('the expression gives no value', 0);
    return { slots: compiler.slots, run: code.run };
  }
  const statements = parseBlock(source);
  const execute = compiler.statements(statements, scope);
  if (statements.every(completes)) throw compiler.error('not all paths return a value', source.length);
  return {
    slots: compiler.slots,
    run: (frame) => {
      execute(frame);
      return frame.result;
    },
  };
}
