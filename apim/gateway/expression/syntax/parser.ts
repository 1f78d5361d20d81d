import type { Expression, Statement } from './ast.ts';
import type { Grammar } from './cursor.ts';
import { Parser } from './cursor.ts';
import { tokenize } from './lexer.ts';
import { parseExpression } from './parse-expression.ts';
import { parseStatements } from './parse-statement.ts';

const grammar: Grammar = {
  expression: parseExpression,
  statements: parseStatements,
  part: (source, start, end, depth) => new Parser(source, tokenize(source, start, end), grammar, depth),
};

/** Parses the text of `@(…)`. @throws ExpressionSyntaxError */
export function parseSingle(source: string): Expression {
  const parser = new Parser(source, tokenize(source), grammar);
  if (source.trim() === '') throw parser.error('expression is empty');
  const expression = parser.expression();
  parser.take(';');
  if (parser.token.kind !== 'end') throw parser.error(`end of the expression expected${parser.found()}`);
  return expression;
}

/** Parses the text of `@{…}`. @throws ExpressionSyntaxError */
export function parseBlock(source: string): readonly Statement[] {
  const parser = new Parser(source, tokenize(source), grammar);
  const statements = grammar.statements(parser);
  if (parser.token.kind !== 'end') throw parser.error(`statement expected${parser.found()}`);
  return statements;
}
