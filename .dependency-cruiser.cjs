/** Who may import whom: docs/architecture.md, "The house". Severity error throughout. */

/** A heavy package has one owner, so that it can be replaced in one place. */
const owner = (name, packagePattern, owners) => ({
  name: `owner-of-${name}`,
  severity: 'error',
  from: { path: '^(src|resolvers|schema|apim)/', pathNot: owners },
  to: { path: `node_modules/${packagePattern}` },
});

/** `from` may import nothing of `forbidden`. */
const wall = (name, from, forbidden, except) => ({
  name,
  severity: 'error',
  from: { path: from, ...(except ? { pathNot: except } : {}) },
  to: { path: forbidden },
});

const domain = '^(resolvers|schema)/';
const composition = '^src/(main\\.ts|dev/)';

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-dev-dependency-in-the-gateway',
      severity: 'error',
      from: { path: '^(src|resolvers|schema|apim)/', pathNot: '^src/dev/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm'] },
    },
    wall('kernel-knows-no-domain', '^src/', domain, composition),
    wall('only-dev-imports-dev', '^(src|resolvers|schema)/', '^src/(dev/|main\\.ts)', '^src/dev/'),
    wall('gateways-meet-over-http', '^src/', '^apim/', '^src/dev/'),
    wall('policy-gateway-imports-no-kernel', '^apim/', '^(src|resolvers|schema)/'),
    wall('expression-stands-alone', '^apim/gateway/expression/', '^apim/gateway/(?!expression/)'),
    wall('state-stands-alone', '^apim/gateway/state/', '^apim/gateway/(?!state/)'),
    wall('statements-know-no-server', '^apim/gateway/statements/', '^apim/gateway/(server|cli|commands)'),
    wall('db-knows-no-caller', '^src/db/', '^src/(?!db/|telemetry/|errors)'),
    wall(
      'loaders-know-no-graphql',
      '^src/loaders/',
      '^src/(?!loaders/|db/|telemetry/|errors|auth/principal)',
    ),
    wall('loaders-and-db-import-no-graphql', '^src/(loaders|db)/', 'node_modules/(graphql|@apollo|fastify)'),
    wall('auth-is-below-graphql', '^src/auth/', '^src/(graphql|loaders|audit|contract)/'),
    wall('contract-is-below-graphql', '^src/contract/', '^src/(graphql|loaders|audit)/'),
    wall('telemetry-is-a-leaf', '^src/telemetry/', '^src/(?!telemetry/|errors)'),
    owner('postgres', 'postgres/', '^src/db/driver\\.ts$'),
    owner('graphql-shield', 'graphql-(shield|middleware)/', '^src/contract/shield'),
    owner(
      'jose',
      'jose/',
      '^(src/auth/verify-token\\.ts|apim/gateway/(state|statements)/.*(jwt|jwks|azure-ad).*\\.ts|src/dev/.*)$',
    ),
    owner('azure-identity', '@azure/identity/', '^src/auth/azure\\.ts$'),
    owner('opentelemetry-sdk', '@opentelemetry/(?!api/)', '^src/telemetry/start\\.ts$'),
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^bench/node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
