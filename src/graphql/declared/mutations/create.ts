import { refuseArgument } from '../refuse-argument.ts';
import { createRowReader, type InputObject, ownValues, regionOfInput } from '../row-input.ts';
import { nameConstraint } from './constraints.ts';
import { createNestedReader, insertNested, refuseTooMany } from './nested-rows.ts';
import { type Binder, readMany } from './parts.ts';
import { refuseGaps } from './required-columns.ts';

/** Makes a row and those nested in it, in one transaction. */
export const bindCreate: Binder<'create'> = (mutation, parts) => {
  const { kernel, catalog } = parts;
  const { table, fields, own, home, nested } = mutation;
  const model = catalog.model(table);
  refuseGaps(model, mutation, { knowsKey: Object.keys(nested).length > 0 });
  const read = createRowReader(model, fields, parts);
  const regionOf = regionOfInput(model, home, parts.regionOf);
  const readNested = createNestedReader(nested, model, 'input', parts);
  const refuse = nameConstraint({ model, place: 'input', fields });
  return (args, context) => {
    const input = args.input as InputObject;
    const given = read(input, 'input');
    const region = regionOf(input, 'input', given) ?? refuseArgument('input', 'does not say the region');
    const values = { ...given.values, ...ownValues(model, own, { kernel, context }) };
    const levels = readNested([{ input, place: 'input', values }], region, context);
    refuseTooMany(levels, 'input');
    return kernel.change(context, region, async (writer) => {
      const made = await writer.insert(table, values).catch(refuse);
      await insertNested(writer, levels);
      return made;
    });
  };
};

/** Makes rows in one statement. */
export const bindCreateMany: Binder<'createMany'> = (mutation, parts) => {
  const { kernel, catalog } = parts;
  const { table, fields, own, argument, home } = mutation;
  const model = catalog.model(table);
  refuseGaps(model, mutation, { knowsKey: true });
  const read = createRowReader(model, fields, parts);
  const regionOf = regionOfInput(model, home, parts.regionOf);
  const refuse = nameConstraint({ model, place: argument, fields });
  return (args, context) => {
    const { region, rows } = readMany(args, mutation, (input, place) => {
      const given = read(input, place);
      const at = regionOf(input, place, given) ?? refuseArgument(place, 'does not say the region');
      return { region: at, row: { ...given.values, ...ownValues(model, own, { kernel, context }) } };
    });
    return kernel.change(context, region, (writer) => writer.insertMany(table, rows).catch(refuse));
  };
};
