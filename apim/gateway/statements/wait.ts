import { define, withDefault } from './define.ts';
import { oneOf } from './setting-kinds.ts';
import { EVERYWHERE } from './statement.ts';

/** "May contain as child elements only send-request, cache-lookup-value, and choose policies." */
export const wait = define({
  name: 'wait',
  sections: EVERYWHERE,
  attributes: { for: withDefault(oneOf('all', 'any'), 'all') },
  elements: { 'send-request': { many: true }, 'cache-lookup-value': { many: true }, choose: { many: true } },
  compile: ({ settings, element, load }) => {
    const children = element.children.flatMap((child) =>
      child.kind === 'element' ? [load.statement(child)] : [],
    );
    return async (exchange) => {
      const underWay = children.map(async (run) => run(exchange));
      if (settings.for.of(exchange) === 'any') {
        const first = await Promise.race(underWay);
        // The others go on unheard; a failure of theirs must not end the process.
        void Promise.allSettled(underWay);
        return first;
      }
      const outcomes = await Promise.all(underWay);
      return outcomes.find((outcome) => outcome !== undefined);
    };
  },
});
