import {
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  typeFromAST,
  type ValueNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Variables } from './cost.ts';

/** Whether the contract calls an argument (`Type.field(argument:)`) or an input field (`Input.field`) sensitive. */
export type IsSensitive = (coordinate: string) => boolean;

/** Stands where a sensitive value was. */
export const redacted = '[redacted]';

/**
 * Makes the function that takes sensitive values out of an operation's variables: those that go to a sensitive
 * argument or input field anywhere in the document, and the sensitive fields of input objects.
 */
export function createRedaction(
  schema: GraphQLSchema,
  isSensitive: IsSensitive,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): (variables: Variables) => Readonly<Record<string, unknown>> {
  const hidden = sensitiveVariables(schema, isSensitive, document);
  const types = new Map(
    (operation.variableDefinitions ?? []).map(({ variable, type }) => [
      variable.name.value,
      // Only NamedTypeNodes have an overload that is precise; a valid operation's variables are of input types.
      typeFromAST(schema, type as never) as GraphQLInputType | undefined,
    ]),
  );
  return (variables) =>
    Object.fromEntries(
      // A variable that the operation does not declare is no business of ours.
      [...types].flatMap(([name, type]) =>
        Object.hasOwn(variables, name)
          ? [[name, hidden.has(name) ? redacted : redact(variables[name], type, isSensitive)]]
          : [],
      ),
    );
}

function redact(value: unknown, type: GraphQLInputType | undefined, isSensitive: IsSensitive): unknown {
  if (type === undefined || typeof value !== 'object' || value === null) return value;
  if (isNonNullType(type)) return redact(value, type.ofType, isSensitive);
  if (isListType(type))
    return Array.isArray(value)
      ? value.map((item) => redact(item, type.ofType, isSensitive))
      : redact(value, type.ofType, isSensitive);
  if (!isInputObjectType(type) || Array.isArray(value)) return value;
  const fields = type.getFields();
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      isSensitive(`${type.name}.${name}`) ? redacted : redact(inner, fields[name]?.type, isSensitive),
    ]),
  );
}

function sensitiveVariables(
  schema: GraphQLSchema,
  isSensitive: IsSensitive,
  document: DocumentNode,
): ReadonlySet<string> {
  const found = new Set<string>();
  const types = new TypeInfo(schema);
  const add = (value: ValueNode) => void visit(value, { Variable: ({ name }) => void found.add(name.value) });
  visit(
    document,
    visitWithTypeInfo(types, {
      Argument: ({ name, value }) => {
        const coordinate = `${types.getParentType()?.name}.${types.getFieldDef()?.name}(${name.value}:)`;
        if (isSensitive(coordinate)) add(value);
      },
      [Kind.OBJECT_FIELD]: {
        enter: ({ name, value }) => {
          const input = getNamedType(types.getParentInputType());
          if (input && isSensitive(`${input.name}.${name.value}`)) add(value);
        },
      },
    }),
  );
  return found;
}
