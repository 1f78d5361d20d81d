import type { PgTable } from 'drizzle-orm/pg-core';
import type { GraphQLFieldResolver } from 'graphql';
import type { RowRule } from '../../auth/row-rule.ts';
import type { RegionName } from '../../db/locality.ts';
import type { RootDeclaration, TypeDeclaration } from '../../loaders/declaration.ts';
import type { MutationDeclaration } from '../../loaders/mutation-declaration.ts';
import type { RequestContext } from '../context.ts';
import type { Kernel } from './kernel.ts';

/** A hand-written resolver. The context is the kernel's; parents are rows. */
// biome-ignore lint/suspicious/noExplicitAny: arguments are typed where the resolver is written, from the SDL
export type Resolver = GraphQLFieldResolver<any, RequestContext, any>;

/** Hand-written resolvers by type and field of the SDL. */
export type Resolvers = Readonly<Record<string, Readonly<Record<string, Resolver>>>>;

/** The roles and tables of a mutation, from which the database grants are derived. */
export interface MutationAccess {
  /** The scope whose database role the mutation's transaction takes. */
  readonly scope: string;
  readonly reads: readonly PgTable[];
  readonly writes: readonly PgTable[];
  readonly deletes?: readonly PgTable[];
}

/** All that the kernel must be told of a domain. */
export interface Domain {
  /** The regions of the database, the primary one first. */
  readonly regions: readonly [RegionName, ...RegionName[]];
  /** The enum of the SDL whose values are the regions in upper case. */
  readonly regionEnum: string;
  readonly types: readonly TypeDeclaration[];
  /** The fields of Query that are data. `node` and `nodes` are the kernel's own. */
  readonly queries: Readonly<Record<string, RootDeclaration>>;
  readonly rules: ReadonlyMap<string, RowRule>;
  /** By field of Mutation: what is declared, or the tables of one that is written by hand. */
  readonly mutations: Readonly<Record<string, MutationAccess | MutationDeclaration>>;
  /** What is more than data. */
  readonly resolvers: (kernel: Kernel) => Resolvers;
}
