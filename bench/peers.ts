import { type OperationName, operationNames, type Variables } from './operations.ts';
import { plainOperations } from './peers/plain-schema.ts';
import { postgraphileOperations } from './peers/postgraphile-operations.ts';

/** A body to send as JSON. */
export type Body = Readonly<Record<string, unknown>>;

/** One server that is measured: how it starts, how it is asked, how its answer is read. */
export interface Peer {
  readonly name: string;
  /** The module that Node runs, relative to this folder, with its arguments. */
  readonly module: string;
  readonly args?: readonly string[];
  /** Of Node itself. */
  readonly flags?: readonly string[];
  /** Where it listens, where another peer must know. */
  readonly port?: number;
  readonly path: string;
  /** The environment it needs beside DATABASE_URL and PORT. */
  readonly environment?: (port: number) => Readonly<Record<string, string>>;
  /** Answers 2xx when the server is ready, where it does not say so to its parent. */
  readonly readyPath?: string;
  readonly headers?: (v: Variables) => Readonly<Record<string, string>>;
  readonly body: (operation: OperationName, v: Variables, cursor?: string) => Body;
  /** What to ask to get the cursor that the operation goes on from, where it needs one. */
  readonly firstPage?: (operation: OperationName, v: Variables) => Body | undefined;
  /** The value of the answer's root field. */
  readonly root: (operation: OperationName, answer: Body) => unknown;
  /** The row's uuid of the peer's id. */
  readonly decode?: (id: string) => string;
}

/** The value of the only field of `data`. */
export const onlyField = (answer: Body): unknown => Object.values((answer.data ?? {}) as Body)[0];

const plain = (name: string, module: string, path: string): Peer => ({
  name,
  module,
  path,
  body: (operation, v) => ({
    query: plainOperations[operation].query,
    variables: plainOperations[operation].variables(v),
  }),
  root: (_operation, answer) => onlyField(answer),
});

/** The peers that are not Meridian, the floor first. */
export const otherPeers: readonly Peer[] = [
  {
    name: 'floor',
    module: 'peers/floor.ts',
    path: '/',
    body: (operation, variables) => ({ operation, variables }),
    root: (_operation, answer) => answer.data,
  },
  plain('Mercurius 16 + JIT', 'peers/mercurius.ts', '/graphql'),
  {
    name: 'PostGraphile 5',
    module: 'peers/postgraphile.ts',
    path: '/graphql',
    body: (operation, v, cursor) => ({
      query: postgraphileOperations[operation].query,
      variables: postgraphileOperations[operation].variables(v, cursor),
    }),
    firstPage: (operation, v) => {
      const first = postgraphileOperations[operation].firstPage;
      return first && { query: first.query, variables: first.variables(v) };
    },
    root: (operation, answer) =>
      operation === 'M1' ? (onlyField(answer) as Body | null)?.result : onlyField(answer),
  },
  plain('typical Apollo server', 'peers/typical-apollo.ts', '/'),
];

/** Whether an operation changes rows, so that its answers cannot be asked for twice. */
export const isMutation = (operation: OperationName): boolean => operation.startsWith('M');

export { operationNames };
