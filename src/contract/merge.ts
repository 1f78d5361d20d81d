import { type ExecutionResult, type GraphQLOutputType, isListType, isNonNullType } from 'graphql';
import { TYPE_MARK } from './clear-document.ts';
import { type Denial, denialError, type Step } from './denial.ts';

type AnswerObject = Record<string, unknown>;

/** Stands for "null, and the type says that it must not be". */
const BUBBLE = Symbol('null in a non-null place');

/**
 * Writes the nulls and the errors of denied fields into an answer: where the field was asked for, null, and where its
 * type is non-null, in the nearest place that may be null (GraphQL specification, 6.4.4). The answer is changed in
 * place. Errors of denied fields come first, one each, in the order of the document.
 */
export function merge(result: ExecutionResult, denied: readonly Denial[]): ExecutionResult {
  if (denied.length === 0) return result;
  const errors = [...denied.map(denialError), ...(result.errors ?? [])];
  const data = result.data as AnswerObject | null | undefined;
  if (data === undefined) return { ...result, errors };
  const isNull = data !== null && denied.map(({ route }) => nullAt(data, route, 0)).includes(true);
  if (data !== null && !isNull) {
    for (const { route } of denied) if (route.some((step) => step.onTypes)) unmark(data, route, 0);
  }
  return { ...result, errors, data: isNull ? null : data };
}

/** Writes null at the end of a route from `object`; true where that makes the object itself null. */
function nullAt(object: AnswerObject, route: readonly Step[], index: number): boolean {
  const step = route[index];
  if (!step || !isTaken(step, object)) return false;
  const isLast = index === route.length - 1;
  const value = isLast ? nulled(step.type) : within(object[step.key], step.type, route, index + 1);
  if (value === BUBBLE) return true;
  object[step.key] = value;
  return false;
}

const nulled = (type: GraphQLOutputType) => (isNonNullType(type) ? BUBBLE : null);

/** The value of a field after the rest of the route has been followed in each of its objects. */
function within(value: unknown, type: GraphQLOutputType, route: readonly Step[], index: number): unknown {
  if (isNonNullType(type)) {
    const inner = within(value, type.ofType, route, index);
    return inner === null ? BUBBLE : inner;
  }
  if (value === null || value === undefined) return value;
  if (isListType(type)) {
    const items = value as unknown[];
    for (let at = 0; at < items.length; at += 1) {
      const item = within(items[at], type.ofType, route, index);
      if (item === BUBBLE) return null;
      items[at] = item;
    }
    return items;
  }
  return nullAt(value as AnswerObject, route, index) ? null : value;
}

function isTaken({ key, onTypes }: Step, object: AnswerObject): boolean {
  return key in object && (onTypes === undefined || onTypes.has(String(object[TYPE_MARK])));
}

function unmark(value: unknown, route: readonly Step[], index: number): void {
  if (value === null || typeof value !== 'object') return;
  if (Array.isArray(value)) {
    for (const item of value) unmark(item, route, index);
    return;
  }
  const object = value as AnswerObject;
  const step = route[index];
  if (!step) return;
  if (step.onTypes) delete object[TYPE_MARK];
  unmark(object[step.key], route, index + 1);
}
