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
  const isNull = data !== null && denied.map(({ route }) => nullsAt(route, 0)(data)).includes(true);
  if (data !== null && !isNull) {
    for (const { route } of denied) if (route.some((step) => step.onTypes)) unmark(data, route, 0);
  }
  return { ...result, errors, data: isNull ? null : data };
}

/** Writes null at the end of a route from an object; true where that makes the object itself null. */
type WriteNulls = (object: AnswerObject) => boolean;

/** Made once a route, for a list has the end of a route in each of its rows. */
function nullsAt(route: readonly Step[], index: number): WriteNulls {
  const step = route[index];
  if (!step) return () => false;
  const { key, type } = step;
  const isTaken = takenOf(step);
  if (index === route.length - 1) {
    if (isNonNullType(type)) return isTaken;
    return (object) => {
      if (isTaken(object)) object[key] = null;
      return false;
    };
  }
  const within = nullsWithin(type, route, index + 1);
  return (object) => {
    if (!isTaken(object)) return false;
    const value = within(object[key]);
    if (value === BUBBLE) return true;
    object[key] = value;
    return false;
  };
}

/** The value of a field after the rest of the route has been followed in each of its objects. */
function nullsWithin(
  type: GraphQLOutputType,
  route: readonly Step[],
  index: number,
): (value: unknown) => unknown {
  if (isNonNullType(type)) {
    const within = nullsWithin(type.ofType, route, index);
    return (value) => {
      const inner = within(value);
      return inner === null ? BUBBLE : inner;
    };
  }
  if (isListType(type)) {
    const within = nullsWithin(type.ofType, route, index);
    return (value) => {
      if (value === null || value === undefined) return value;
      const items = value as unknown[];
      for (let at = 0; at < items.length; at += 1) {
        const item = within(items[at]);
        if (item === BUBBLE) return null;
        items[at] = item;
      }
      return items;
    };
  }
  const write = nullsAt(route, index);
  return (value) => {
    if (value === null || value === undefined) return value;
    return write(value as AnswerObject) ? null : value;
  };
}

function takenOf({ key, onTypes }: Step): (object: AnswerObject) => boolean {
  if (onTypes === undefined) return (object) => object[key] !== undefined;
  return (object) => object[key] !== undefined && onTypes.has(String(object[TYPE_MARK]));
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
