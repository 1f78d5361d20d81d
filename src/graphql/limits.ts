import {
  type DefinitionNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { MeridianError } from '../errors.ts';
import { graphqlError } from './errors.ts';

/** What a document may be at most. Lexical tokens are counted by the parser. */
export interface DocumentLimits {
  /** Nested selection sets. */
  readonly depth: number;
  /** Aliases, those of a fragment once for each spread. */
  readonly aliases: number;
  /** Fields of the root type in one operation. */
  readonly rootFields: number;
  /** Fields of the same response name, or spreads of one fragment, in one selection set. */
  readonly repetitions: number;
  /** Fragment definitions. Validation compares them in pairs. */
  readonly fragments: number;
}

/** The standard introspection query is 15 deep, and there is nothing behind it but the schema. */
const introspectionDepth = 20;

/** What is counted of one selection set and all below it. */
interface Extent {
  readonly depth: number;
  readonly aliases: number;
  readonly fields: number;
  readonly repetitions: number;
}

const nothing: Extent = { depth: 0, aliases: 0, fields: 0, repetitions: 0 };

/**
 * The limits that a parsed document exceeds, one error each. Runs before validation, because validating is not linear:
 * fields of one response name are compared in pairs. A document that spreads fragments into fragments is measured in
 * linear time, each fragment once.
 */
export function exceededLimits(document: DocumentNode, limits: DocumentLimits): readonly GraphQLError[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const extents = new Map<string, Extent>();
  const extentOf = (name: string): Extent => {
    const known = extents.get(name);
    if (known) return known;
    // A cycle ends here; validation refuses it.
    extents.set(name, nothing);
    const fragment = fragments.get(name);
    const extent = fragment ? measure(fragment.selectionSet, extentOf) : nothing;
    extents.set(name, extent);
    return extent;
  };

  const errors: GraphQLError[] = [];
  const check = (limit: keyof DocumentLimits, found: number, node: DefinitionNode) => {
    if (found <= limits[limit]) return;
    const error = new MeridianError('GRAPHQL_VALIDATION_FAILED', messages[limit], {
      limit,
      maximum: limits[limit],
    });
    errors.push(graphqlError(error, { nodes: [node] }));
  };
  const [first] = fragments.values();
  if (first) check('fragments', fragments.size, first);
  if (errors.length > 0) return errors;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const extent = measure(definition.selectionSet, extentOf);
    check('depth', extent.depth, definition);
    check('aliases', extent.aliases, definition);
    check('rootFields', extent.fields, definition);
    check('repetitions', Math.max(extent.repetitions, ...repetitionsOf(extents)), definition);
  }
  return errors;
}

const messages: Readonly<Record<keyof DocumentLimits, string>> = {
  depth: 'The document nests its selection sets too deep.',
  aliases: 'The document has too many aliases.',
  rootFields: 'The operation has too many root fields.',
  fragments: 'The document has too many fragments.',
  repetitions: 'The document selects the same field too often in one selection set.',
};

function repetitionsOf(extents: ReadonlyMap<string, Extent>): number[] {
  return extents
    .values()
    .map(({ repetitions }) => repetitions)
    .toArray();
}

/** Measures one selection set. `fields` counts this level's; `repetitions` is the most at any level below, too. */
function measure(selectionSet: SelectionSetNode, extentOf: (fragment: string) => Extent): Extent {
  let depth = 0;
  let aliases = 0;
  let fields = 0;
  let repetitions = 0;
  const names = new Map<string, number>();
  const level = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        level(selection.selectionSet);
        continue;
      }
      const key =
        selection.kind === Kind.FIELD
          ? (selection.alias ?? selection.name).value
          : `...${selection.name.value}`;
      const times = (names.get(key) ?? 0) + 1;
      names.set(key, times);
      repetitions = Math.max(repetitions, times);
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const extent = extentOf(selection.name.value);
        depth = Math.max(depth, extent.depth);
        aliases += extent.aliases;
        fields += extent.fields;
        continue;
      }
      fields++;
      if (selection.alias) aliases++;
      if (!selection.selectionSet) {
        depth = Math.max(depth, 1);
        continue;
      }
      const inner = measure(selection.selectionSet, extentOf);
      const meta = selection.name.value === '__schema' || selection.name.value === '__type';
      // A field of this name that is not the meta field does not survive validation.
      const innerDepth = meta && inner.depth < introspectionDepth ? 0 : inner.depth;
      depth = Math.max(depth, innerDepth + 1);
      aliases += inner.aliases;
      repetitions = Math.max(repetitions, inner.repetitions);
    }
  };
  level(selectionSet);
  return { depth, aliases, fields, repetitions };
}
