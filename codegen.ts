import type { CodegenConfig } from '@graphql-codegen/cli';

/**
 * Types of the resolvers, from the SDL. A type of the domain is, to resolvers, the row behind it: `npm run generate`
 * (src/dev/generate.ts) adds those mappers from `resolvers/domain.ts` and writes `resolvers/rows.generated.ts` for them.
 */
const config: CodegenConfig = {
  schema: 'schema/*.graphql',
  generates: {
    'resolvers/types.generated.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        contextType: '../src/graphql/context.ts#RequestContext',
        enumsAsTypes: true,
        immutableTypes: true,
        strictScalars: true,
        useTypeImports: true,
        emitLegacyCommonJSImports: false,
        importExtension: '.ts',
        defaultScalarType: 'never',
        scalars: {
          ID: { input: 'string', output: 'string' },
          BigInt: { input: 'string', output: 'string' },
          DateTime: { input: 'string', output: 'string' },
          Decimal: { input: 'string', output: 'string' },
          JSON: { input: 'unknown', output: 'unknown' },
          Scope: { input: 'string', output: 'string' },
          Policy: { input: 'string', output: 'string' },
        },
      },
    },
  },
};

export default config;
