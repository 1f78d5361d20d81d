import { buildSchema, type GraphQLSchema } from 'graphql';
import { LeastRecentlyUsed } from '../../state/least-recently-used.ts';
import { type AnalysedDocument, analyse } from './analyse.ts';

/** A schema, with the documents that were analysed against it. */
export type AnalysingSchema = {
  readonly schema: GraphQLSchema;
  readonly analyse: (text: string) => AnalysedDocument;
};

/** A client sends the same few documents again and again; hostile ones push each other out. */
const REMEMBERED = { maxKeys: 1_000, maxWeight: 4 * 1024 * 1024 } as const;

/**
 * Builds the schema of an API from its SDL; throws GraphQLError. Directives that the SDL uses and does not define are
 * taken as they are: what API Management makes of them is not documented.
 */
export function analysingSchema(sdl: string): AnalysingSchema {
  const schema = buildSchema(sdl, { assumeValidSDL: true });
  const known = new LeastRecentlyUsed<AnalysedDocument>(REMEMBERED);
  return {
    schema,
    analyse: (text) => {
      const remembered = known.get(text);
      if (remembered !== undefined) return remembered;
      const analysed = analyse(schema, text);
      known.set(text, analysed, text.length + 1);
      return analysed;
    },
  };
}
