import {
  buildASTSchema,
  concatAST,
  type DocumentNode,
  type GraphQLSchema,
  parse,
  specifiedScalarTypes,
  visit,
} from 'graphql';

/** The field that counts the changes of a row: nothing of the world, so nobody is offered to ask by it. */
export const version = 'version';

/** A definition of the SDL: its name and its text. */
export interface Definition {
  readonly name: string;
  readonly text: string;
}

const header = `# Made by \`npm run generate:filters\` from the tables: what is missing is added, what is here stays as you edit it.
`;

/** The schema of SDL that may name types that are not there yet. */
export function readableSchema(document: DocumentNode): GraphQLSchema {
  return buildASTSchema(concatAST([document, ...standIns(document)]), {
    assumeValid: true,
    assumeValidSDL: true,
  });
}

/** A scalar for each type that is named and not defined, so that the rest can be read. */
function standIns(document: DocumentNode): readonly DocumentNode[] {
  const defined = new Set(specifiedScalarTypes.map(({ name }) => name));
  const named = new Set<string>();
  visit(document, {
    enter(node) {
      if (node.kind.endsWith('TypeDefinition') && 'name' in node && node.name) defined.add(node.name.value);
      if (node.kind === 'NamedType') named.add(node.name.value);
    },
  });
  const missing = [...named].filter((name) => !defined.has(name));
  return missing.length === 0 ? [] : [parse(missing.map((name) => `scalar ${name}`).join('\n'))];
}

/** A file of definitions: those of `existing` text that are there already are left out. */
export function renderDefinitions(definitions: readonly Definition[], existing: string): string {
  const missing = definitions.filter(
    ({ name }) => !new RegExp(`^(input|enum|type) ${name}\\b`, 'm').test(existing),
  );
  if (missing.length === 0) return existing;
  const start = existing === '' ? header : existing;
  return `${start}\n${missing.map(({ text }) => text).join('\n\n')}\n`;
}
