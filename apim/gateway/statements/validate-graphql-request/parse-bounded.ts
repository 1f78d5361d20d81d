import { type DocumentNode, GraphQLError, Lexer, parse, Source, TokenKind } from 'graphql';

/** The parser calls itself for each level, so levels are counted by the lexer, which does not, before it starts. */
const MAX_NESTING = 200;

const OPENS: ReadonlySet<string> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSES: ReadonlySet<string> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/** Parses a document without ever overflowing the stack; a fault comes back as its message. */
export function parseBounded(
  text: string,
): { readonly document: DocumentNode } | { readonly message: string } {
  try {
    if (nesting(text) > MAX_NESTING)
      return { message: `Syntax Error: Nested more than ${MAX_NESTING} levels.` };
    const document = parse(text, { noLocation: true });
    if (document.definitions.every((node) => isExecutable(node.kind))) {
      return { document };
    }
    return { message: 'The document may only hold operations and fragments.' };
  } catch (error) {
    if (error instanceof GraphQLError) return { message: error.message };
    throw error;
  }
}

const isExecutable = (kind: string) => kind === 'OperationDefinition' || kind === 'FragmentDefinition';

function nesting(text: string): number {
  const lexer = new Lexer(new Source(text));
  let deepest = 0;
  let level = 0;
  for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
    if (OPENS.has(token.kind)) deepest = Math.max(deepest, ++level);
    else if (CLOSES.has(token.kind)) level -= 1;
  }
  return deepest;
}
