/**
 * Policy expressions: a C# 7 interpreter for what may stand in `@(…)` and `@{…}`. An expression is compiled once, when the
 * policy document is loaded, to closures; nothing is evaluated as JavaScript.
 */

import { randomUUID } from 'node:crypto';
import { compileProgram } from './compile/compiler.ts';
import type { PolicyContext } from './context.ts';
import { ExpressionException, ExpressionLimitError } from './errors.ts';
import { Regex } from './members/regex/matching.ts';
import { expand, replaceAll } from './members/regex/replace.ts';
import { registry } from './members/registry.ts';
import type { ExpressionLimits, ExpressionSeams, TokenMemory } from './run.ts';
import { defaultLimits, Run } from './run.ts';
import { typeText } from './type-ref.ts';
import { selfType } from './types/definition.ts';
import type { Value } from './value.ts';
import { tokenOf } from './values/json-convert.ts';
import { readJson } from './values/json-read.ts';
import { writeJson } from './values/json-write.ts';
import { parseJwt } from './values/jwt.ts';
import { textOf as formattedText } from './values/object.ts';

export type * from './context.ts';
export { headerLookup } from './context.ts';
export type { ExpressionLimit } from './errors.ts';
export { ExpressionException, ExpressionLimitError, ExpressionSyntaxError } from './errors.ts';
export type { ExpressionLimits, ExpressionSeams, TokenMemory } from './run.ts';
export { conditionOf, isAllowedVariable } from './text-result.ts';
export type { Value, View } from './value.ts';
export { Char, DotnetObject, Double, Integer } from './value.ts';
export { dayNames, monthNames, standardDateFormats } from './values/time-format.ts';

/** `expression` is the text between `@(` and `)`, `block` the text between `@{` and `}`. Entities are already decoded. */
export type ExpressionKind = 'expression' | 'block';

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

const world: ExpressionSeams = { now: Date.now, random: Math.random, guid: randomUUID };

const isComplete = (seams: Partial<ExpressionSeams>): seams is ExpressionSeams =>
  seams.now !== undefined && seams.random !== undefined && seams.guid !== undefined;

/** Parses, checks and compiles. @throws ExpressionSyntaxError with the offset into `source` */
export function compileExpression(source: string, options: CompileOptions): CompiledExpression {
  const program = compileProgram(source, options.kind, registry);
  return {
    source,
    kind: options.kind,
    evaluate(context, seams = world, limits) {
      const run = new Run(
        context,
        isComplete(seams) ? seams : { ...world, ...seams },
        limits === undefined ? defaultLimits : { ...defaultLimits, ...limits },
      );
      try {
        return program.run({ run, slots: new Array(program.slots), result: null, receiver: null });
      } catch (error) {
        throw bounded(error, run.limits);
      }
    },
  };
}

/** A full JavaScript stack or string is a limit like the others. */
function bounded(error: unknown, limits: ExpressionLimits): unknown {
  if (error instanceof ExpressionException || !(error instanceof RangeError)) return error;
  if (/call stack/.test(error.message))
    return new ExpressionLimitError('depth', `calls are nested deeper than ${limits.depth}`);
  return new ExpressionLimitError('text', `a string or array is longer than ${limits.text}`);
}

/** The text APIM puts where an expression stands in an attribute or in text: "" for null, invariant culture, `True`. */
export function textOf(value: Value): string {
  return formattedText(value);
}

/** JSON text → JObject, JArray or JValue. @throws ExpressionException JsonReaderException */
export function jsonValue(text: string): Value {
  return readJson(text);
}

/** Compact or indented JSON text of a JToken value, dictionary, list or scalar. */
export function jsonTextOf(value: Value, indented = false): string {
  const run = new Run(noContext, world, defaultLimits);
  return writeJson(tokenOf(value, run), indented);
}

/** Serializing reads no context. */
const noContext = Object.freeze({ type: 'IProxyRequestContext' }) as PolicyContext;

/**
 * `Regex.Replace(input, pattern, replacement)`, or of the first match only and then with the replacement as it stands.
 * @throws ExpressionException for a pattern that is none, ExpressionLimitError
 */
export function replaceByPattern(
  input: string,
  pattern: string,
  replacement: string,
  which: 'all' | 'first',
): string {
  const run = new Run(noContext, world, defaultLimits);
  const regex = new Regex(pattern, 0);
  return which === 'all'
    ? replaceAll(regex, input, (match) => expand(replacement, match), -1, run)
    : replaceAll(regex, input, () => replacement, 1, run);
}

/** A parsed JWT (the type `Jwt`); null when `token` is none. Signature and times are not checked here. */
export function jwtValue(token: string, memory?: TokenMemory): Value {
  return parseJwt(token, memory);
}

/** A type and the signatures of its members that expressions may use, for the README. */
export interface SupportedType {
  readonly type: string;
  readonly members: readonly string[];
}

/** The closed list of types and members, from the tables that the checker itself uses. */
export function supportedMembers(): readonly SupportedType[] {
  return registry.definitions
    .map((definition) => ({
      type: typeText(selfType(definition)),
      members: [
        ...definition.constructors.map((member) => `new ${definition.name}${member.text}`),
        ...[...definition.statics.values()].flat().map((member) => `static ${member.text}`),
        ...[...definition.members.values()].flat().map((member) => member.text),
      ],
    }))
    .sort((a, b) => (a.type < b.type ? -1 : 1));
}
