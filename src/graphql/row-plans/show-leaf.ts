import {
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLOutputType,
  getNullableType,
  isEnumType,
  isNonNullType,
} from 'graphql';
import { Misfit, type PlannedLeaf } from './row-plan.ts';

const shown = new WeakMap<GraphQLField<unknown, unknown>, PlannedLeaf['show']>();

/** What shows the values of a field; one for each field. */
export function showing(field: GraphQLField<unknown, unknown>): PlannedLeaf['show'] {
  const known = shown.get(field);
  if (known) return known;
  const made = shower(field.type);
  shown.set(field, made);
  return made;
}

function shower(type: GraphQLOutputType): PlannedLeaf['show'] {
  const leaf = getNullableType(type) as GraphQLLeafType;
  const isNeverNull = isNonNullType(type);
  const show = isEnumType(leaf) ? remembered(leaf) : (value: unknown) => serialized(leaf, value);
  return (value) => {
    if (value !== null && value !== undefined) return show(value);
    if (isNeverNull) throw new Misfit('A value is null that never is.');
    return null;
  };
}

function serialized(leaf: GraphQLLeafType, value: unknown): unknown {
  const made = leaf.serialize(value);
  if (made === null || made === undefined) throw new Misfit(`${leaf.name} shows nothing.`);
  return made;
}

/** An enum has few values, so that each is looked up once. */
function remembered(leaf: GraphQLLeafType): PlannedLeaf['show'] {
  const names = new Map<unknown, unknown>();
  return (value) => {
    const name = names.get(value);
    if (name !== undefined) return name;
    const found = serialized(leaf, value);
    names.set(value, found);
    return found;
  };
}
