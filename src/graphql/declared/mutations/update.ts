import type { UpdateManyMutation, UpdateMutation } from '../../../loaders/mutation-declaration.ts';
import { columnOf } from '../../../loaders/table-model.ts';
import { refuseArgument } from '../refuse-argument.ts';
import { createNameReader, createRowReader, type InputObject, regionOfInput } from '../row-input.ts';
import { createConditions } from './conditions.ts';
import { nameConstraint } from './constraints.ts';
import { allOf, type Binder, type MutationParts, readMany, refuseTwice } from './parts.ts';

/** Changes a row. */
export const bindUpdate: Binder<'update'> = (mutation, parts) => {
  const { kernel, catalog } = parts;
  const { table, owner, fields } = mutation;
  const model = catalog.model(table);
  const conditionsOf = createConditions(model, owner);
  const read = createPatchReader(mutation, parts);
  const refuse = nameConstraint({ model, place: 'input', fields });
  return (args, context) => {
    const input = args.input as InputObject;
    const { region, key, change } = read(input, 'input');
    const wanted = conditionsOf(input, 'input', context);
    return kernel.change(
      context,
      region,
      async (writer) =>
        (await writer
          .update(table, key, change, { ...(wanted.all && { when: wanted.all }) })
          .catch(refuse)) ?? wanted.refuse(await writer.find(table, key)),
    );
  };
};

/** Changes rows, each in its own way, in one statement. */
export const bindUpdateMany: Binder<'updateMany'> = (mutation, parts) => {
  const { kernel, catalog } = parts;
  const { table, owner, fields, argument } = mutation;
  const model = catalog.model(table);
  const conditionsOf = createConditions(model, owner);
  const read = createPatchReader(mutation, parts);
  const refuse = nameConstraint({ model, place: argument, fields });
  return (args, context) => {
    const { region, rows } = readMany(args, mutation, (input, place) => {
      const { region: at, key, change } = read(input, place);
      const wanted = conditionsOf(input, place, context);
      return { region: at, row: { key, change, wanted, expectedVersion: wanted.expectedVersion } };
    });
    const keys = rows.map(({ key }) => key);
    refuseTwice(argument, keys);
    const owned = rows[0]?.wanted.owned;
    return kernel.change(context, region, async (writer) => {
      const changed = await writer.updateMany(table, rows, owned).catch(refuse);
      return allOf(changed, rows, () => writer.findMany(table, keys));
    });
  };
};

/** Makes the reader of which row to change, and how. */
function createPatchReader(mutation: UpdateMutation | UpdateManyMutation, parts: MutationParts) {
  const { table, fields, name, home } = mutation;
  const model = parts.catalog.model(table);
  for (const { column } of Object.values(fields))
    if (model.key.includes(columnOf(model, column)))
      throw new TypeError(`An update cannot change the key ${model.name}.${column.name}`);
  const readName = createNameReader(table, name, parts);
  const read = createRowReader(model, fields, parts);
  const regionOf = regionOfInput(model, home, parts.regionOf);
  return (input: InputObject, path: string) => {
    const { region, key } = readName(input, path);
    const given = read(input, path);
    const goal = regionOf(input, path, given);
    if (goal !== undefined && goal !== region)
      refuseArgument(home ? `${path}.${home.field}` : path, 'lies in another region than the row');
    if (Object.keys(given.values).length === 0) refuseArgument(path, 'changes nothing');
    return { region, key, change: given.values };
  };
}
