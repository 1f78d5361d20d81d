/**
 * Policy expressions: a C# 7 interpreter for what may stand in `@(…)` and `@{…}`. An expression is compiled once, when the
 * policy document is loaded, to closures; nothing is evaluated as JavaScript.
 */
import type { PolicyContext } from './context.ts';
import type { Value } from './value.ts';

export type * from './context.ts';
export { headerLookup } from './context.ts';
export type { ExpressionLimit } from './errors.ts';
export { ExpressionException, ExpressionLimitError, ExpressionSyntaxError } from './errors.ts';
export type { Value } from './value.ts';
export { Char, DotnetObject, Double, Integer } from './value.ts';

/** `expression` is the text between `@(` and `)`, `block` the text between `@{` and `}`. Entities are already decoded. */
export type ExpressionKind = 'expression' | 'block';

/** The world as an expression sees it. */
export interface ExpressionSeams {
  /** Milliseconds since 1970, UTC. */
  readonly now: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  /** A GUID of 36 characters. */
  readonly guid: () => string;
}

/** What one evaluation may take at most. */
export interface ExpressionLimits {
  readonly steps: number;
  readonly depth: number;
  /** UTF-16 units of one string; four times as many may be built in all. */
  readonly text: number;
  readonly milliseconds: number;
  /** Steps of the regular expression matcher, over all matches. */
  readonly regexSteps: number;
}

export interface CompileOptions {
  readonly kind: ExpressionKind;
}

/** An expression that is ready to run; it keeps no state between evaluations. */
export interface CompiledExpression {
  readonly source: string;
  readonly kind: ExpressionKind;
  /** @throws ExpressionException, ExpressionLimitError */
  evaluate(
    context: PolicyContext,
    seams?: Partial<ExpressionSeams>,
    limits?: Partial<ExpressionLimits>,
  ): Value;
}

/** Parses, checks and compiles. @throws ExpressionSyntaxError with the offset into `source` */
export declare function compileExpression(source: string, options: CompileOptions): CompiledExpression;

/** The text APIM puts where an expression stands in an attribute or in text: "" for null, invariant culture, `True`. */
export declare function textOf(value: Value): string;

/** The answer of a condition. @throws ExpressionException for anything but a bool (or the strings true/false) */
export declare function conditionOf(value: Value): boolean;

/** Whether set-variable accepts a value of this type (reference page of set-variable, "Allowed types"). */
export declare function isAllowedVariable(value: Value): boolean;

/** JSON text → JObject, JArray or JValue. @throws ExpressionException JsonReaderException */
export declare function jsonValue(text: string): Value;

/** Compact or indented JSON text of a JToken value, dictionary, list or scalar. */
export declare function jsonTextOf(value: Value, indented?: boolean): string;

/** A parsed JWT (the type `Jwt`); null when `token` is none. Signature and times are not checked here. */
export declare function jwtValue(token: string): Value;

/** .NET type and member names that expressions may use, for the README. */
export declare function supportedMembers(): readonly {
  readonly type: string;
  readonly members: readonly string[];
}[];
