import { define, readAttributes, required } from './define.ts';
import { bool } from './setting-kinds.ts';
import { EVERYWHERE } from './statement.ts';

/** Runs the first `when` whose condition is true, or `otherwise`. */
export const choose = define({
  name: 'choose',
  sections: EVERYWHERE,
  attributes: {},
  elements: { when: { required: true, many: true }, otherwise: {} },
  compile: ({ elements, load }) => {
    const branches = elements.when.map((when) => ({
      condition: readAttributes(when, { condition: required(bool) }, load).condition,
      block: load.statements(when),
    }));
    const otherwise = elements.otherwise.map((element) => load.statements(element))[0];
    return (exchange) => {
      const taken = branches.find(({ condition }) => condition.of(exchange));
      return (taken?.block ?? otherwise)?.run(exchange);
    };
  },
});
