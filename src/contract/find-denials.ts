import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { MeridianError } from '../errors.ts';
import type { AccessMap, FieldAccess } from './access-map.ts';
import type { Denial, Step } from './denial.ts';
import { DENY, judge, missingScopes, requiredScopes } from './guard.ts';

/** What is denied in one operation, and what in its document has to change for it. */
export interface Denials {
  readonly denied: readonly Denial[];
  /** The field nodes to take out. Whether a node is denied depends on the type that it is selected on, not on its path. */
  readonly taken: ReadonlySet<FieldNode>;
  /** The field nodes whose objects must say what type they are, for that decides what is denied in them. */
  readonly marked: ReadonlySet<FieldNode>;
}

/**
 * Beyond this many selections, fragments written out, an operation is refused: fragments can double each other, whatever it
 * is that the last of them selects.
 */
const MOST_SELECTIONS = 20_000;

/** Judges every field of an operation that is not skipped. `isTrue` gives the values of variables in conditions. */
export function findDenials(
  schema: GraphQLSchema,
  access: AccessMap,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  isTrue: (variable: string) => boolean | undefined,
  held: ReadonlySet<string>,
): Denials {
  const fragments = fragmentsOf(document);
  const denied = new Map<string, Mutable<Denial>>();
  const taken = new Set<FieldNode>();
  const marked = new Set<FieldNode>();
  const verdicts = new Map<FieldAccess | undefined, boolean>();
  let visited = 0;

  const isDenied = (field: FieldAccess | undefined): boolean => {
    let known = verdicts.get(field);
    if (known === undefined) {
      known = judge(field?.guards ?? [DENY], held) === 'deny';
      verdicts.set(field, known);
    }
    return known;
  };

  const isSkipped = ({ directives = [] }: SelectionNode): boolean =>
    directives.some(({ name, arguments: given = [] }) => {
      const value = given.find((argument) => argument.name.value === 'if')?.value;
      const condition =
        value?.kind === Kind.BOOLEAN
          ? value.value
          : value?.kind === Kind.VARIABLE
            ? isTrue(value.name.value)
            : undefined;
      return (
        (name.value === 'skip' && condition === true) || (name.value === 'include' && condition === false)
      );
    });

  /** Returns whether something in the selections is denied. */
  const walk = (
    { selections }: SelectionSetNode,
    parent: GraphQLCompositeType,
    onTypes: ReadonlySet<string> | undefined,
    route: readonly Step[],
  ): boolean => {
    let found = false;
    for (const selection of selections) {
      visited += 1;
      if (visited > MOST_SELECTIONS)
        throw new MeridianError('GRAPHQL_VALIDATION_FAILED', 'The operation selects too many fields.', {
          limit: MOST_SELECTIONS,
        });
      if (isSkipped(selection)) continue;
      if (selection.kind === Kind.FIELD) found = visitField(selection, parent, onTypes, route) || found;
      else {
        const inner =
          selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
        if (!inner) continue;
        const condition = inner.typeCondition && schema.getType(inner.typeCondition.name.value);
        const type = isCompositeType(condition) ? condition : parent;
        const types = onTypes && narrowed(onTypes, objectTypes(schema, type));
        found = walk(inner.selectionSet, type, types, route) || found;
      }
    }
    return found;
  };

  const visitField = (
    node: FieldNode,
    parent: GraphQLCompositeType,
    onTypes: ReadonlySet<string> | undefined,
    route: readonly Step[],
  ): boolean => {
    const name = node.name.value;
    // What introspection may show is settled by the schema that it is executed on.
    if (name.startsWith('__') || !(isObjectType(parent) || isInterfaceType(parent))) return false;
    const definition = parent.getFields()[name];
    if (!definition) return false;
    const key = node.alias?.value ?? name;
    const coordinate = `${parent.name}.${name}`;
    const field = access.fields.get(coordinate);
    const steps = [...route, { key, type: definition.type, onTypes }];
    if (isDenied(field)) {
      taken.add(node);
      deny(coordinate, field, node, steps);
      return true;
    }
    const returned = getNamedType(definition.type);
    if (!node.selectionSet || !isCompositeType(returned)) return false;
    const types = isAbstractType(returned) ? objectTypes(schema, returned) : undefined;
    const found = walk(node.selectionSet, returned, types, steps);
    if (found && types) marked.add(node);
    return found;
  };

  const deny = (
    coordinate: string,
    field: FieldAccess | undefined,
    node: FieldNode,
    route: readonly Step[],
  ): void => {
    const path = route.map((step) => step.key);
    const id = `${coordinate} ${path.join('.')}`;
    const known = denied.get(id);
    if (known) {
      if (!known.nodes.includes(node)) known.nodes = [...known.nodes, node];
      known.route = known.route.map((step, index) => widened(step, route[index]));
      return;
    }
    const guards = field?.guards ?? [DENY];
    denied.set(id, {
      coordinate,
      path,
      missingScopes: missingScopes(guards, held),
      requiredScopes: requiredScopes(guards),
      nodes: [node],
      route,
    });
  };

  const root = schema.getRootType(operation.operation);
  if (root) walk(operation.selectionSet, root, undefined, []);
  return { denied: [...denied.values()], taken, marked };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
}

/** The names of the object types that an object of this type can be of. */
function objectTypes(schema: GraphQLSchema, type: GraphQLCompositeType): ReadonlySet<string> {
  const types = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
  return new Set(types.map(({ name }) => name));
}

const narrowed = (types: ReadonlySet<string>, to: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...types].filter((name) => to.has(name)));

/** The same place, reached through another fragment: on the types of both. */
function widened(step: Step, other: Step | undefined): Step {
  if (!step.onTypes || !other?.onTypes) return step;
  return { ...step, onTypes: new Set([...step.onTypes, ...other.onTypes]) };
}
