import {
  type DocumentNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  OverlappingFieldsCanBeMergedRule,
  validate,
} from 'graphql';
import { oneOf, type Random } from './random.ts';

/** Values for the two variables that random documents may use in `@skip` and `@include`. */
export interface Conditions {
  readonly yes: boolean;
  readonly no: boolean;
}

/** Whether a random document is valid: two fields of one name may clash, and nothing else can be wrong with it. */
export const isValid = (schema: GraphQLSchema, document: DocumentNode): boolean =>
  validate(schema, document, [OverlappingFieldsCanBeMergedRule]).length === 0;

/**
 * Writes a random document: aliases, nested and named fragments, conditions by literal and by variable, interfaces.
 * Almost always valid: see `isValid`.
 */
export function randomDocument(schema: GraphQLSchema, random: Random): string {
  const fragments: string[] = [];
  let made = 0;
  const name = (prefix: string) => `${prefix}${++made}`;

  const isMutation = random() < 0.15;
  const root = isMutation ? schema.getMutationType() : schema.getQueryType();
  if (!root) throw new TypeError('The schema has no such root');
  const body = selections(root, 5);
  const kind = isMutation ? 'mutation' : 'query';
  const rest = `${body}\n${fragments.join('\n')}\n`;
  const used = ['$yes: Boolean = true', '$no: Boolean = false'].filter((variable) =>
    rest.includes(variable.split(':', 1)[0] ?? ''),
  );
  return `${kind} Random${used.length === 0 ? '' : `(${used.join(', ')})`} ${rest}`;

  function selections(type: GraphQLCompositeType, depth: number): string {
    const parts: string[] = [];
    const count = 1 + Math.floor(random() * 3);
    for (let at = 0; at < count; at += 1) parts.push(selection(type, depth));
    return `{ ${parts.join(' ')} }`;
  }

  function selection(type: GraphQLCompositeType, depth: number): string {
    const chance = random();
    if (depth > 0 && chance < 0.12) return `... ${narrower(type)}`.replace('@@', selections(type, depth - 1));
    if (depth > 0 && chance < 0.2) return spread(type, depth - 1);
    if (isAbstractType(type) && chance < 0.6) {
      const object = oneOf(random, schema.getPossibleTypes(type));
      return `... on ${object.name}${condition()} ${selections(object, depth)}`;
    }
    if (!isObjectType(type) && !isInterfaceType(type)) return '__typename';
    const fields = Object.values(type.getFields());
    const leaves = fields.filter((field) => !isCompositeType(getNamedType(field.type)));
    const choice = depth > 0 ? oneOf(random, fields) : (oneOf(random, leaves) ?? undefined);
    return choice === undefined || random() < 0.05 ? '__typename' : field(choice, depth);
  }

  function field(definition: GraphQLField<unknown, unknown>, depth: number): string {
    const returned = getNamedType(definition.type);
    const isLeaf = !isCompositeType(returned);
    const alias = !isLeaf || definition.args.length > 0 || random() < 0.3 ? `${name('f')}: ` : '';
    const inner = isLeaf ? '' : ` ${selections(returned, depth - 1)}`;
    return `${alias}${definition.name}${argumentsFor(definition)}${condition()}${inner}`;
  }

  function narrower(type: GraphQLCompositeType): string {
    return `${random() < 0.5 ? `on ${type.name} ` : ''}${condition()} @@`;
  }

  function spread(type: GraphQLCompositeType, depth: number): string {
    const fragment = name('Fragment');
    fragments.push(`fragment ${fragment} on ${type.name} ${selections(type, depth)}`);
    return `...${fragment}${condition()}`;
  }

  function condition(): string {
    const chance = random();
    if (chance < 0.85) return '';
    return ` @${oneOf(random, ['skip', 'include'])}(if: ${oneOf(random, ['$yes', '$no', 'true', 'false'])})`;
  }

  function argumentsFor({ args }: GraphQLField<unknown, unknown>): string {
    const given = args
      .filter(isRequiredArgument)
      .map((argument) => `${argument.name}: ${literal(argument.type)}`);
    return given.length === 0 ? '' : `(${given.join(', ')})`;
  }

  function literal(type: GraphQLInputType): string {
    if (isNonNullType(type)) return literal(type.ofType);
    if (isListType(type)) return `[${literal(type.ofType)}]`;
    if (isEnumType(type)) return type.getValues()[0]?.name ?? 'null';
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(isRequiredInputField);
      return `{ ${fields.map((input) => `${input.name}: ${literal(input.type)}`).join(', ')} }`;
    }
    return type.name === 'Int' || type.name === 'Float' ? '1' : '"2026-01-01T00:00:00Z"';
  }
}
