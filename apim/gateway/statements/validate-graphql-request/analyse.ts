import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
  type SelectionSetNode,
  validate,
} from 'graphql';
import { measure } from './measure.ts';
import { parseBounded } from './parse-bounded.ts';

/** A field that an operation selects, wherever it stands. */
export type SelectedField = {
  /** `/Type/field` for each object type that the field may be read from, `/__schema` for the introspection system. */
  readonly fieldPaths: readonly string[];
  /** The type that the field is selected on in the document, and its name. */
  readonly coordinate: string;
  /** Where the field stands in the answer, list positions left out. */
  readonly responsePath: readonly string[];
};

/** One operation of a valid document. */
export type AnalysedOperation = {
  readonly kind: OperationTypeNode;
  readonly node: OperationDefinitionNode;
  readonly depth: number;
  readonly fieldCount: number;
  readonly fields: readonly SelectedField[];
};

/** A document that parsed and is valid, or the messages that say why it is not. */
export type AnalysedDocument =
  | {
      readonly valid: true;
      readonly document: DocumentNode;
      readonly operations: ReadonlyMap<string, AnalysedOperation>;
    }
  | { readonly valid: false; readonly messages: readonly string[] };

/** "The policy can validate GraphQL requests with up to 250 query fields across all levels" (Usage notes). */
export const MAX_FIELDS = 250;

/** Validation rules compare fields pairwise, so a document of many operations is bounded as a whole too. */
const MAX_FIELDS_IN_DOCUMENT = 2_500;

/** Parses, measures and validates a document; what it returns depends on nothing but the schema and the text. */
export function analyse(schema: GraphQLSchema, text: string): AnalysedDocument {
  const parsed = parseBounded(text);
  if ('message' in parsed) return { valid: false, messages: [parsed.message] };
  const { document } = parsed;
  const measured = measure(document);
  const most = Math.max(0, ...measured.operations.map((operation) => operation.fieldCount));
  if (most > MAX_FIELDS || measured.fieldNodes > MAX_FIELDS_IN_DOCUMENT) {
    return { valid: false, messages: [`The query has more than ${MAX_FIELDS} fields.`] };
  }
  const errors = validate(schema, document, undefined, { maxErrors: 10 });
  if (errors.length > 0) return { valid: false, messages: errors.map(messageOf) };
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  const operations = new Map<string, AnalysedOperation>();
  for (const { node, depth, fieldCount } of measured.operations) {
    const root = schema.getRootType(node.operation);
    const fields = root ? selectedFields(schema, root, node.selectionSet, fragments) : [];
    operations.set(node.name?.value ?? '', { kind: node.operation, node, depth, fieldCount, fields });
  }
  return { valid: true, document, operations };
}

/** Without suggestions: they spell out the schema to callers whose introspection is refused. */
const messageOf = ({ message }: GraphQLError): string => message.replace(/ Did you mean .*\?$/s, '');

function selectedFields(
  schema: GraphQLSchema,
  root: GraphQLNamedType,
  selectionSet: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): SelectedField[] {
  const found: SelectedField[] = [];
  const visit = (
    parent: GraphQLNamedType,
    { selections }: SelectionSetNode,
    path: readonly string[],
  ): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        if (fragment)
          visit(typeNamed(schema, fragment.typeCondition.name.value), fragment.selectionSet, path);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        visit(condition === undefined ? parent : typeNamed(schema, condition), selection.selectionSet, path);
      } else {
        const name = selection.name.value;
        // Naming a type is part of every client's normal work and not the introspection system.
        if (name === '__typename') continue;
        const responsePath = [...path, selection.alias?.value ?? name];
        const fieldPaths = fieldPathsOf(schema, parent, name);
        found.push({ fieldPaths, coordinate: `${parent.name}.${name}`, responsePath });
        // What lies within __schema and __type is settled by the rule on these two.
        if (name.startsWith('__') || selection.selectionSet === undefined) continue;
        const type =
          isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name]?.type : undefined;
        const named = getNamedType(type);
        if (isCompositeType(named)) visit(named, selection.selectionSet, responsePath);
      }
    }
  };
  visit(root, selectionSet, []);
  return found;
}

/**
 * Rules cannot name an interface, but a field selected on one is read from the object types behind it: the rules of
 * all of them count, or `... on Person { email }` would be a way around `/User/email`. (What API Management does here
 * is not documented; this is the strict reading.)
 */
function fieldPathsOf(schema: GraphQLSchema, parent: GraphQLNamedType, name: string): string[] {
  if (name.startsWith('__')) return [`/${name}`];
  const own = `/${parent.name}/${name}`;
  if (!isAbstractType(parent)) return [own];
  return [own, ...schema.getPossibleTypes(parent).map((type) => `/${type.name}/${name}`)];
}

function typeNamed(schema: GraphQLSchema, name: string): GraphQLNamedType {
  const type = schema.getType(name);
  if (type === undefined)
    throw new Error(`A valid document names the type ${name}, which is not in the schema.`);
  return type;
}
