import type { UpsertManyMutation, UpsertMutation } from '../../../loaders/mutation-declaration.ts';
import type { Row } from '../../../loaders/row-shape.ts';
import type { Writer } from '../../../loaders/write.ts';
import type { RequestContext } from '../../context.ts';
import { refuseArgument } from '../refuse-argument.ts';
import { createRowReader, type InputObject, ownValues, regionOfInput } from '../row-input.ts';
import { createConditions } from './conditions.ts';
import { nameConstraint } from './constraints.ts';
import { allOf, type Binder, type MutationParts, readMany, refuseTwice } from './parts.ts';
import { refuseGaps } from './required-columns.ts';

/** Makes a row, or changes the one that has its key. */
export const bindUpsert: Binder<'upsert'> = (mutation, parts) => {
  const { kernel, catalog } = parts;
  const { table, owner, fields } = mutation;
  const model = catalog.model(table);
  const conditionsOf = createConditions(model, owner);
  const read = createReader(mutation, parts);
  const refuse = nameConstraint({ model, place: 'input', fields });
  return (args, context) => {
    const input = args.input as InputObject;
    const { region, key, values, change } = read(input, 'input', context);
    const wanted = conditionsOf(input, 'input', context);
    const options = { ...(wanted.all && { when: wanted.all }) };
    const write = (writer: Writer): Promise<Row | null> =>
      wanted.expectedVersion === undefined
        ? writer.upsertWhen(table, values, change, wanted.all)
        : writer.update(table, key, change, options);
    return kernel.change(
      context,
      region,
      async (writer) => (await write(writer).catch(refuse)) ?? wanted.refuse(await writer.find(table, key)),
    );
  };
};

/** Makes or changes rows in one statement. */
export const bindUpsertMany: Binder<'upsertMany'> = (mutation, parts) => {
  const { kernel, catalog } = parts;
  const { table, owner, fields, argument } = mutation;
  const model = catalog.model(table);
  const conditionsOf = createConditions(model, owner);
  const read = createReader(mutation, parts);
  const refuse = nameConstraint({ model, place: argument, fields });
  return (args, context) => {
    let changed: string | undefined;
    const { region, rows } = readMany(args, mutation, (input, place) => {
      const row = read(input, place, context);
      const given = Object.keys(row.change).sort().join();
      changed ??= given;
      // Else a row that is there would lose what its input does not name, for the others name it.
      if (given !== changed) refuseArgument(place, 'gives other fields than the elements before it');
      const wanted = conditionsOf(input, place, context);
      return { region: row.region, row: { ...row, wanted } };
    });
    const keys = rows.map(({ key }) => key);
    refuseTwice(argument, keys);
    const [first] = rows;
    return kernel.change(context, region, async (writer) => {
      const values = rows.map((row) => row.values);
      const properties = Object.keys(first?.change ?? {});
      const made = await writer.upsertMany(table, values, properties, first?.wanted.owned).catch(refuse);
      return allOf(made, rows, () => writer.findMany(table, keys));
    });
  };
};

/** Makes the reader of a row: all its values if it is new, and those that change one that is there. */
function createReader(mutation: UpsertMutation | UpsertManyMutation, parts: MutationParts) {
  const { kernel, catalog } = parts;
  const { table, fields, own, home } = mutation;
  const model = catalog.model(table);
  refuseGaps(model, mutation, { knowsKey: true });
  const read = createRowReader(model, fields, parts);
  const regionOf = regionOfInput(model, home, parts.regionOf);
  const isKey = new Set(model.key.map(({ property }) => property));
  return (input: InputObject, path: string, context: RequestContext) => {
    const given = read(input, path);
    const region = regionOf(input, path, given) ?? refuseArgument(path, 'does not say the region');
    const values: Record<string, unknown> = {
      ...ownValues(model, own, { kernel, context }),
      ...given.values,
    };
    const change = Object.fromEntries(
      Object.entries(given.values).filter(([property]) => !isKey.has(property)),
    );
    return { region, values, change, key: model.key.map(({ property }) => String(values[property])) };
  };
}
