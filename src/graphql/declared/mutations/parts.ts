import type { Statement } from '../../../db/database.ts';
import type { MutationDeclaration } from '../../../loaders/mutation-declaration.ts';
import type { Row } from '../../../loaders/row-shape.ts';
import type { RequestContext } from '../../context.ts';
import type { BindingParts } from '../binding-parts.ts';
import type { Kernel } from '../kernel.ts';
import { refuseArgument } from '../refuse-argument.ts';
import type { InputObject } from '../row-input.ts';
import type { Conditions } from './conditions.ts';

export interface MutationParts extends BindingParts {
  readonly kernel: Kernel;
}

/** Runs a mutation; what it resolves to is the payload's one field of the table's type. */
export type Change = (args: InputObject, context: RequestContext) => Promise<Row | readonly Row[]>;

/**
 * Makes what runs a mutation of one kind. Throws a TypeError where declaration and table disagree. Everything that can
 * be known beforehand is refused before the transaction begins.
 */
export type Binder<K extends MutationDeclaration['kind']> = (
  mutation: Extract<MutationDeclaration, { kind: K }>,
  parts: MutationParts,
) => Change;

/** The list in a field of the input; empty where it is absent or null. */
export function listIn(
  input: InputObject,
  field: string,
  most: number,
  place: string,
): readonly InputObject[] {
  const list = (input[field] ?? []) as readonly InputObject[];
  if (list.length > most) refuseArgument(place, `has more than ${most} elements`);
  return list;
}

/** Rows of one region, each with its place in the arguments. */
export interface ReadRows<T> {
  readonly region: Statement['region'];
  readonly rows: readonly T[];
}

/**
 * Reads each element of a mutation's list, which is not empty and lies in one region.
 * @param read what an element says, and the region that it lies in
 */
export function readMany<T>(
  args: InputObject,
  { argument, most }: { readonly argument: string; readonly most: number },
  read: (input: InputObject, place: string) => { readonly region: Statement['region']; readonly row: T },
): ReadRows<T> {
  const inputs = listIn(args, argument, most, argument);
  let region: Statement['region'] | undefined;
  const rows = inputs.map((input, i) => {
    const place = `${argument}[${i}]`;
    const { region: at, row } = read(input, place);
    if (region !== undefined && region !== at) refuseArgument(place, 'lies in another region');
    region = at;
    return row;
  });
  return { region: region ?? refuseArgument(argument, 'is empty'), rows };
}

/** A statement changes a row once. */
export function refuseTwice(argument: string, keys: readonly (readonly string[])[]): void {
  const seen = new Set<string>();
  for (const [i, key] of keys.entries()) {
    const text = JSON.stringify(key);
    if (seen.has(text)) refuseArgument(`${argument}[${i}]`, 'names a row that is named before');
    seen.add(text);
  }
}

/** The rows that a statement changed, where it changed all; else refuses the first that it did not. */
export async function allOf(
  changed: readonly (Row | null)[],
  asked: readonly { readonly wanted: Pick<Conditions, 'refuse'> }[],
  find: () => Promise<readonly (Row | null)[]>,
): Promise<readonly Row[]> {
  const rows = changed.filter((row) => row !== null);
  if (rows.length === asked.length) return rows;
  const there = await find();
  const at = changed.indexOf(null);
  return (asked[at] as (typeof asked)[number]).wanted.refuse(there[at] ?? null);
}
