import { createNameReader, type InputObject } from '../row-input.ts';
import { createConditions } from './conditions.ts';
import { refuseReferenced } from './constraints.ts';
import { allOf, type Binder, readMany, refuseTwice } from './parts.ts';

/** Deletes a row. */
export const bindRemove: Binder<'remove'> = ({ table, owner, name }, parts) => {
  const { kernel, catalog } = parts;
  const model = catalog.model(table);
  const conditionsOf = createConditions(model, owner);
  const readName = createNameReader(table, name, parts);
  return (args, context) => {
    const input = args.input as InputObject;
    const { region, key } = readName(input, 'input');
    const wanted = conditionsOf(input, 'input', context);
    return kernel
      .change(
        context,
        region,
        async (writer) =>
          (await writer.delete(table, key, { ...(wanted.all && { when: wanted.all }) })) ??
          wanted.refuse(await writer.find(table, key)),
      )
      .catch(refuseReferenced('input'));
  };
};

/** Deletes rows in one statement. */
export const bindRemoveMany: Binder<'removeMany'> = (mutation, parts) => {
  const { kernel, catalog } = parts;
  const { table, owner, name, argument } = mutation;
  const model = catalog.model(table);
  const conditionsOf = createConditions(model, owner);
  const readName = createNameReader(table, name, parts);
  return (args, context) => {
    const { region, rows } = readMany(args, mutation, (input, place) => {
      const { region: at, key } = readName(input, place);
      const wanted = conditionsOf(input, place, context);
      return { region: at, row: { key, change: {}, wanted, expectedVersion: wanted.expectedVersion } };
    });
    const keys = rows.map(({ key }) => key);
    refuseTwice(argument, keys);
    const owned = rows[0]?.wanted.owned;
    return kernel
      .change(context, region, async (writer) =>
        allOf(await writer.deleteMany(table, rows, owned), rows, () => writer.findMany(table, keys)),
      )
      .catch(refuseReferenced(argument));
  };
};
