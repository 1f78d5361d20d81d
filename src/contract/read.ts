import {
  buildASTSchema,
  concatAST,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  parse,
  Source,
  validateSchema,
} from 'graphql';
// Not exported by the index; the only way to get all faults of an SDL with their places instead of one message.
import { validateSDL } from 'graphql/validation/validate.js';
import type { AccessMap } from './access-map.ts';
import { combine } from './combine.ts';
import { ContractError, type Problem, placeOf, problemAt } from './problem.ts';
import { readDeclared } from './written.ts';

/** One file of the SDL. */
export interface SdlFile {
  /** As faults name it, such as `schema/ride.graphql`. */
  readonly name: string;
  readonly text: string;
}

/** The SDL, understood. */
export interface Contract {
  readonly document: DocumentNode;
  /** Without resolvers. */
  readonly schema: GraphQLSchema;
  readonly access: AccessMap;
}

/**
 * Reads the contract.
 * @throws ContractError with all faults at once: syntax, unknown names, directives where they mean nothing
 */
export function readContract(files: readonly SdlFile[]): Contract {
  const problems: Problem[] = [];
  const documents = files.flatMap(({ name, text }) => {
    try {
      return [parse(new Source(text, name))];
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      problems.push({ file: name, line: error.locations?.[0]?.line ?? 1, message: error.message });
      return [];
    }
  });
  if (problems.length > 0) throw new ContractError(problems);
  const document = concatAST(documents);
  problems.push(...validateSDL(document).map(asProblem));
  if (problems.length > 0) throw new ContractError(problems);
  const schema = buildASTSchema(document, { assumeValidSDL: true });
  problems.push(...validateSchema(schema).map(asProblem));
  const onSchema = [schema.astNode, ...schema.extensionASTNodes].flatMap((node) => node?.directives ?? []);
  const vocabulary = {
    scopes: readDeclared(onSchema, 'scope', problems),
    rowRules: readDeclared(onSchema, 'rowRule', problems),
    problems,
  };
  const access = combine(schema, vocabulary);
  for (const { name, file, line } of unused(access))
    problems.push({ file, line, message: `"${name}" is declared and used nowhere` });
  if (problems.length > 0) throw new ContractError(problems);
  return { document, schema, access };
}

function asProblem(error: GraphQLError): Problem {
  const node = error.nodes?.at(-1);
  if (node) return problemAt(node, error.message);
  return { ...placeOf(undefined), message: error.message };
}

/** A declared name that nothing uses would become a database role and a line in the docs that mean nothing. */
function unused({ scopes, rowRules, types, fields }: AccessMap) {
  const written = [...types.values(), ...fields.values()].map((place) => place.written);
  const usedScopes = new Set(written.flatMap((place) => place.scopes?.flat() ?? []));
  const usedRules = new Set(written.flatMap((place) => place.policies?.flat() ?? []));
  return [
    ...[...scopes.values()].filter(({ name }) => !usedScopes.has(name)),
    ...[...rowRules.values()].filter(({ name }) => !usedRules.has(name)),
  ];
}
