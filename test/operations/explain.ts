import type { Statement } from '../../src/db/database.ts';
import type { Movr } from './movr.ts';

interface PlanNode {
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

const partition = /^(.*)_(eastus|westeurope|southeastasia)$/;

/** The partitions that a statement's plan touches, as EXPLAIN says; a table that has none stands for itself. */
export async function partitionsOf(movr: Movr, { text, parameters }: Statement): Promise<readonly string[]> {
  const [row] = await movr.sql(`explain (format json) ${text}`, ...parameters);
  const [{ Plan }] = JSON.parse(String(row?.[0])) as [{ Plan: PlanNode }];
  const found = new Set<string>();
  const visit = ({ 'Relation Name': relation, Plans = [] }: PlanNode): void => {
    if (relation !== undefined) found.add(relation);
    Plans.forEach(visit);
  };
  visit(Plan);
  return [...found].sort();
}

/** The regions of partitions. */
export function regionsOf(partitions: readonly string[]): readonly string[] {
  return [...new Set(partitions.flatMap((each) => partition.exec(each)?.[2] ?? []))];
}
