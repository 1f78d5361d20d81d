import {
  type Clauses,
  type ColumnReference,
  columnReference,
  conjuncts,
  constantText,
  readClauses,
  readSources,
  type Source,
} from './clauses.ts';
import { type Group, type Item, isQuery, isSymbol, isWord, nameOf, split, UnreadableSql } from './tokens.ts';

/** The region column of each table; undefined for a GLOBAL one. */
export type RegionColumns = ReadonlyMap<string, string | undefined>;

/** What is known around a query: the sources outside it, and the CTEs before it. */
interface Surroundings {
  /** Region column of each alias whose region is settled. */
  readonly pinned: ReadonlyMap<string, ReadonlySet<string>>;
  /** The columns that a CTE hands out with a settled region. */
  readonly ctes: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What a statement does about regions. */
export interface RegionReport {
  readonly problems: string[];
  /** The parameters and literals that region columns are compared with or set to. */
  readonly constants: Set<string>;
}

/** Judges a statement, and every query inside it. Throws {@link UnreadableSql}. */
export function judgeRegions(items: readonly Item[], tables: RegionColumns): RegionReport {
  const report: RegionReport = { problems: [], constants: new Set() };
  judge(items, { pinned: new Map(), ctes: new Map() }, tables, report);
  return report;
}

/** Returns the region columns that the query hands out settled. */
function judge(
  items: readonly Item[],
  outside: Surroundings,
  tables: RegionColumns,
  report: RegionReport,
): ReadonlySet<string> {
  if (isWord(items[0], 'with')) return judgeWith(items, outside, tables, report);
  const branches = split(items, (item) => isWord(item, 'union', 'intersect', 'except'));
  if (branches.length > 1) {
    const outcomes = branches.map((branch) =>
      judge(isWord(branch[0], 'all', 'distinct') ? branch.slice(1) : branch, outside, tables, report),
    );
    const [one = new Set<string>(), ...others] = outcomes;
    return new Set([...one].filter((column) => others.every((other) => other.has(column))));
  }
  const [first] = items;
  if (first?.kind === 'group') return judge(first.items, outside, tables, report);
  const kind = isWord(first, 'select', 'insert', 'update', 'delete', 'values') ? first.text : undefined;
  if (kind === undefined) throw new UnreadableSql('Not a statement that the lint knows');
  if (kind === 'insert') return judgeInsert(items, outside, tables, report);
  return judgeCore(readClauses(items), outside, tables, report);
}

function judgeWith(
  items: readonly Item[],
  outside: Surroundings,
  tables: RegionColumns,
  report: RegionReport,
): ReadonlySet<string> {
  if (isWord(items[1], 'recursive')) throw new UnreadableSql('WITH RECURSIVE');
  const ctes = new Map(outside.ctes);
  let at = 1;
  for (;;) {
    const name = nameOf(items[at]);
    const body = items.findIndex((item, index) => index > at && isQuery(item));
    if (name === undefined || body < 0) throw new UnreadableSql('WITH names no query');
    ctes.set(name, judge((items[body] as Group).items, { ...outside, ctes }, tables, report));
    at = body + 1;
    if (!isSymbol(items[at], ',')) break;
    at += 1;
  }
  return judge(items.slice(at), { ...outside, ctes }, tables, report);
}

/** SELECT, UPDATE, DELETE, VALUES. */
function judgeCore(
  clauses: Clauses,
  outside: Surroundings,
  tables: RegionColumns,
  report: RegionReport,
): ReadonlySet<string> {
  const target = clauses.get('update') ?? (clauses.has('delete') ? clauses.get('from') : undefined);
  const sources = [
    ...(target ? readSources(target) : []),
    ...readSources((clauses.has('delete') ? clauses.get('using') : clauses.get('from')) ?? []),
  ];
  const pinned = pin(sources, clauses.get('where') ?? [], outside, tables, report);
  const inside: Surroundings = { ...outside, pinned };

  for (const { name, alias, join } of sources) {
    if (name === undefined || outside.ctes.has(name)) continue;
    if (!tables.has(name)) report.problems.push(`Unknown table ${name}`);
    const column = tables.get(name);
    if (column === undefined) continue;
    if (join === 'other') report.problems.push(`${name} is joined so that its region is open`);
    else if (!pinned.get(alias)?.has(column)) report.problems.push(`${name} (${alias}) has no region`);
  }
  for (const [key, items] of clauses)
    if (key !== 'from' && key !== 'using' && key !== 'update') judgeNested(items, inside, tables, report);
  for (const { on, called } of sources) judgeNested(called ? [...on, called] : on, inside, tables, report);

  const set = clauses.get('set') ?? [];
  const moved = sources[0]?.name === undefined ? undefined : tables.get(sources[0].name);
  for (const assignment of split(set, (item) => isSymbol(item, ',')))
    if (clauses.has('update') && moved !== undefined && nameOf(assignment[0]) === moved)
      report.problems.push(`UPDATE moves rows of ${sources[0]?.name} to another region`);

  return handedOut(clauses.get('select') ?? clauses.get('returning') ?? [], sources, pinned);
}

function judgeInsert(
  items: readonly Item[],
  outside: Surroundings,
  tables: RegionColumns,
  report: RegionReport,
): ReadonlySet<string> {
  const clauses = readClauses(items);
  const into = clauses.get('into') ?? [];
  const [source] = readSources(into.filter((item) => item.kind !== 'group'));
  const name = source?.name ?? '';
  if (!tables.has(name)) report.problems.push(`Unknown table ${name}`);
  const column = tables.get(name);
  for (const clause of clauses.values()) judgeNested(clause, outside, tables, report);
  if (clauses.has('select'))
    judgeCore(
      new Map([...clauses].filter(([key]) => key !== 'insert' && key !== 'into' && key !== 'on conflict')),
      outside,
      tables,
      report,
    );
  if (column === undefined) return new Set();

  const list = into.find((item) => item.kind === 'group');
  const position = list
    ? split(list.items, (item) => isSymbol(item, ',')).findIndex((part) => nameOf(part[0]) === column)
    : -1;
  if (position < 0) report.problems.push(`INSERT INTO ${name} does not name ${column}`);
  for (const row of (clauses.get('values') ?? []).filter((item) => item.kind === 'group')) {
    const value = split(row.items, (item) => isSymbol(item, ','))[position] ?? [];
    const constant = constantText(value);
    if (constant !== undefined) report.constants.add(constant);
    else if (position >= 0) report.problems.push(`INSERT INTO ${name} leaves ${column} open`);
  }
  const selected = clauses.get('select');
  if (selected && position >= 0) {
    const value = split(selected, (item) => isSymbol(item, ','))[position] ?? [];
    const constant = constantText(withoutAlias(value));
    if (constant !== undefined) report.constants.add(constant);
    else if (columnReference(withoutAlias(value))?.name !== column)
      report.problems.push(`INSERT INTO ${name} leaves ${column} open`);
  }
  const conflict = clauses.get('on conflict') ?? [];
  const onColumns = conflict[1]?.kind === 'group' ? conflict[1].items : undefined;
  if (onColumns && !onColumns.some((item) => nameOf(item) === column))
    report.problems.push(`ON CONFLICT on ${name} does not name ${column}`);
  return new Set(clauses.has('returning') && position >= 0 ? [column] : []);
}

/** Settles the region of sources: by a constant, or by another source whose region is settled. */
function pin(
  sources: readonly Source[],
  where: readonly Item[],
  outside: Surroundings,
  tables: RegionColumns,
  report: RegionReport,
): ReadonlyMap<string, ReadonlySet<string>> {
  const pinned = new Map([...outside.pinned]);
  const local = new Map<string, Set<string>>();
  const settle = (alias: string, column: string): boolean => {
    if (pinned.get(alias)?.has(column)) return false;
    const columns =
      local.get(alias) ?? new Set(sources.some((each) => each.alias === alias) ? [] : pinned.get(alias));
    columns.add(column);
    local.set(alias, columns);
    pinned.set(alias, columns);
    return true;
  };
  // A name in here hides the same name outside.
  for (const { alias } of sources) pinned.delete(alias);

  /** The source that an equality may settle, which for the ON of an outer join is the joined one alone. */
  const resolve = (reference: ColumnReference | undefined, only: string | undefined) => {
    if (!reference) return undefined;
    const owner =
      reference.alias ??
      sources.find(({ name }) => name !== undefined && tables.get(name) === reference.name)?.alias;
    if (owner === undefined || (reference.alias === undefined && ambiguous(reference, sources, tables)))
      return undefined;
    return { alias: owner, column: reference.name, settles: only === undefined || only === owner };
  };

  const conditions = [
    ...conjuncts(where).map((items) => ({ items, only: undefined })),
    ...sources.flatMap(({ on, join, alias }) =>
      conjuncts(on).map((items) => ({ items, only: join === 'left' ? alias : undefined })),
    ),
  ];
  for (let changed = true; changed; ) {
    changed = false;
    for (const { name, alias, query } of sources) {
      const given = query
        ? judge(query.items, { ...outside, pinned }, tables, { problems: [], constants: new Set() })
        : outside.ctes.get(name ?? '');
      for (const column of given ?? []) changed = settle(alias, column) || changed;
    }
    for (const { items, only } of conditions) {
      const sides = split(items, (item) => isSymbol(item, '='));
      const [left, right] = sides;
      if (!left || !right || sides.length !== 2) continue;
      for (const [one, other] of [
        [left, right],
        [right, left],
      ] as const) {
        const column = resolve(columnReference(one), only);
        if (!column?.settles || !isRegionOf(column, sources, tables)) continue;
        const constant = constantText(other);
        const settledBy = resolve(columnReference(other), undefined);
        if (constant !== undefined) {
          report.constants.add(constant);
          changed = settle(column.alias, column.column) || changed;
        } else if (settledBy && pinned.get(settledBy.alias)?.has(settledBy.column))
          changed = settle(column.alias, column.column) || changed;
      }
    }
  }
  for (const { query } of sources) if (query) judge(query.items, { ...outside, pinned }, tables, report);
  return pinned;
}

function isRegionOf(
  { alias, column }: { readonly alias: string; readonly column: string },
  sources: readonly Source[],
  tables: RegionColumns,
): boolean {
  const source = sources.find((each) => each.alias === alias);
  return source?.name !== undefined && tables.get(source.name) === column;
}

function ambiguous({ name }: ColumnReference, sources: readonly Source[], tables: RegionColumns): boolean {
  return sources.filter((source) => source.name !== undefined && tables.get(source.name) === name).length > 1;
}

/** Queries inside expressions, such as EXISTS and scalar subqueries. */
function judgeNested(
  items: readonly Item[],
  inside: Surroundings,
  tables: RegionColumns,
  report: RegionReport,
): void {
  for (const item of items) {
    if (item.kind !== 'group') continue;
    if (isQuery(item)) judge(item.items, inside, tables, report);
    else judgeNested(item.items, inside, tables, report);
  }
}

/** The settled region columns in a select list, under their own names. */
function handedOut(
  list: readonly Item[],
  sources: readonly Source[],
  pinned: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const columns = new Set<string>();
  for (const item of split(list, (each) => isSymbol(each, ','))) {
    if (isSymbol(item[0], '*') && item.length === 1)
      for (const { alias } of sources) for (const column of pinned.get(alias) ?? []) columns.add(column);
    const reference = columnReference(item);
    if (!reference) continue;
    const owners = reference.alias === undefined ? sources.map(({ alias }) => alias) : [reference.alias];
    if (owners.some((alias) => pinned.get(alias)?.has(reference.name))) columns.add(reference.name);
  }
  return columns;
}

function withoutAlias(items: readonly Item[]): readonly Item[] {
  const as = items.findIndex((item) => isWord(item, 'as'));
  return as < 0 ? items : items.slice(0, as);
}
