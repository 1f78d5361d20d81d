import { getTableName } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { refusedByCockroach } from './lint/grammar.ts';
import { judgeRegions, type RegionColumns } from './lint/regions.ts';
import { readItems, UnreadableSql } from './lint/tokens.ts';
import { localityOf } from './locality.ts';

/** What is known of a statement beside its text, to prove more. */
export interface LintedStatement {
  readonly parameters: readonly unknown[];
  /** The region that it must name; `global` where it reads GLOBAL tables only. */
  readonly region: string;
}

/**
 * Proves of an emitted statement that every reference to a REGIONAL BY ROW table has an equality on its region column
 * that must hold, on both sides of every join, and that CockroachDB's grammar takes it. With `statement` also that all
 * of them name the one region. Returns what is wrong, in words without values; nothing where all is well. What it
 * cannot read it refuses.
 * @param tables all tables that statements may name, each with a locality
 */
export function lintStatement(
  text: string,
  tables: Iterable<PgTable>,
  statement?: LintedStatement,
): readonly string[] {
  try {
    const items = readItems(text);
    const { problems, constants } = judgeRegions(items, regionColumns(tables));
    const wrong = [...problems, ...refusedByCockroach(items)];
    if (statement) wrong.push(...otherRegions(constants, statement));
    return [...new Set(wrong)];
  } catch (error) {
    if (error instanceof UnreadableSql) return [error.message];
    throw error;
  }
}

function regionColumns(tables: Iterable<PgTable>): RegionColumns {
  return new Map(
    [...tables].map((table) => {
      const locality = localityOf(table);
      return [getTableName(table), locality.kind === 'regional' ? locality.column.name : undefined];
    }),
  );
}

/** Constants are `$1` or `'eastus'`. */
function otherRegions(constants: ReadonlySet<string>, { parameters, region }: LintedStatement): string[] {
  return [...constants].flatMap((constant) => {
    const value = constant.startsWith('$')
      ? parameters[Number(constant.slice(1)) - 1]
      : constant.slice(1, -1);
    return value === region ? [] : [`A region column is compared with another region than ${region}`];
  });
}
