import { isAllowedVariable } from '../expression/index.ts';
import { define, literal, required } from './define.ts';
import { name, value } from './setting-kinds.ts';
import { EVERYWHERE } from './statement.ts';
import { brokenSetting } from './statement-failure.ts';

/** Gives a context variable a value: what the expression gives, of one of the allowed types, or a text. */
export const setVariable = define({
  name: 'set-variable',
  sections: EVERYWHERE,
  attributes: { name: literal(required(name)), value: required(value) },
  compile: ({ settings }) => {
    const variable = settings.name.constant ?? '';
    return (exchange) => {
      const given = settings.value.of(exchange);
      if (!isAllowedVariable(given)) {
        throw brokenSetting(
          'set-variable',
          `The value of ${variable} is of a type that no variable may have.`,
        );
      }
      exchange.variables.set(variable, given);
    };
  },
});
