import type { NodeIds } from '../../../src/loaders/node-id.ts';
import type { Dice } from './dice.ts';
import type { Where } from './evaluate.ts';
import { type Kind, type ModelData, type ModelType, typeOf, type Value } from './rows.ts';

export interface RandomFilters {
  /** A filter over a type's rows whose values are mostly there in the region, with raw keys. */
  readonly where: (type: ModelType, region: string, depth: number) => Where;
  /** The same filter with node ids where the model has raw keys. */
  readonly asSent: (filter: Where, type: ModelType, region: string) => unknown;
}

export interface FilterParts {
  readonly data: ModelData;
  readonly nodeIds: NodeIds;
  readonly dice: Dice;
}

/** Makes filters. */
export function createRandomFilters({ data, nodeIds, dice }: FilterParts): RandomFilters {
  const { below, chance, pick, some } = dice;

  function operand(type: ModelType, name: string, region: string): Value {
    const present = data.values(type, name, region);
    const value = pick(present) as Value;
    if (value === undefined) return type.fields[name] === 'number' ? 0 : 'x';
    if (type.fields[name] === 'number' && chance(0.3)) return Math.round(Number(value));
    return value;
  }

  const operatorsOf: Readonly<Record<Kind, readonly string[]>> = {
    id: ['eq', 'ne', 'in', 'notIn'],
    text: [
      'eq',
      'ne',
      'in',
      'notIn',
      'lt',
      'lte',
      'gt',
      'gte',
      'between',
      'isNull',
      'startsWith',
      'contains',
    ],
    number: ['eq', 'ne', 'in', 'notIn', 'lt', 'lte', 'gt', 'gte', 'between', 'isNull'],
    decimal: ['eq', 'ne', 'in', 'notIn', 'lt', 'lte', 'gt', 'gte', 'between', 'isNull'],
    instant: ['eq', 'ne', 'in', 'notIn', 'lt', 'lte', 'gt', 'gte', 'between', 'isNull'],
    enum: ['eq', 'ne', 'in', 'notIn', 'isNull'],
  };

  function condition(type: ModelType, name: string, region: string): Record<string, unknown> {
    const kind = type.fields[name] as Kind;
    const operator = pick(operatorsOf[kind]);
    const value = () => operand(type, name, region);
    const values: Readonly<Record<string, () => unknown>> = {
      in: () => Array.from({ length: below(4) }, value),
      notIn: () => Array.from({ length: below(4) }, value),
      between: () => ({ from: value(), to: value() }),
      isNull: () => chance(0.5),
      startsWith: () => String(value()).slice(0, 1 + below(4)),
      contains: () => pick([String(value()).slice(1, 3), '%', '_', '\\', "'", 'a']),
    };
    return { [operator]: (values[operator] ?? value)() };
  }

  function where(type: ModelType, region: string, depth: number): Where {
    const found: Record<string, unknown> = {};
    for (const name of some(
      [...Object.keys(type.fields), ...Object.keys(type.one), ...Object.keys(type.many), 'and', 'or', 'not'],
      2,
    )) {
      if (name in type.fields) found[name] = condition(type, name, region);
      else if (depth === 0) continue;
      else if (name in type.one) found[name] = where(typeOf(type.one[name]?.type ?? ''), region, depth - 1);
      else if (name in type.many)
        found[name] = {
          [pick(['some', 'none', 'every'])]: where(typeOf(type.many[name]?.type ?? ''), region, depth - 1),
        };
      else if (name === 'not') found.not = where(type, region, depth - 1);
      else found[name] = Array.from({ length: below(3) }, () => where(type, region, depth - 1));
    }
    return found;
  }

  /** The same filter with node ids where the model has raw keys. */
  function asSent(filter: Where, type: ModelType, region: string): unknown {
    return Object.fromEntries(
      Object.entries(filter).map(([name, inner]) => {
        if (name === 'and' || name === 'or')
          return [name, (inner as Where[]).map((each) => asSent(each, type, region))];
        if (name === 'not') return [name, asSent(inner as Where, type, region)];
        const relation = type.one[name];
        if (relation) return [name, asSent(inner as Where, typeOf(relation.type), region)];
        const list = type.many[name];
        if (list)
          return [
            name,
            Object.fromEntries(
              Object.entries(inner as Record<string, Where>).map(([quantifier, each]) => [
                quantifier,
                asSent(each, typeOf(list.type), region),
              ]),
            ),
          ];
        if (type.fields[name] !== 'id') return [name, inner];
        const write = (value: unknown) => nodeIds.write(type.name, region, [String(value)]);
        return [
          name,
          Object.fromEntries(
            Object.entries(inner as Where).map(([operator, value]) => [
              operator,
              Array.isArray(value) ? value.map(write) : write(value),
            ]),
          ),
        ];
      }),
    );
  }

  return { where, asSent };
}
