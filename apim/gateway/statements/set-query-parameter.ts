import { define } from './define.ts';
import { EDIT_ATTRIBUTES, readValues } from './set-header/edit-header.ts';

/** Sets, appends to or deletes a query parameter of the forwarded request. */
export const setQueryParameter = define({
  name: 'set-query-parameter',
  sections: ['inbound', 'backend'],
  attributes: EDIT_ATTRIBUTES,
  elements: { value: { many: true } },
  compile: ({ settings, element, load }) => {
    const values = readValues(element, load);
    return (exchange) => {
      const { request } = exchange;
      const parameter = settings.name.of(exchange);
      const action = settings['exists-action'].of(exchange);
      const isThere = request.query.some(([name]) => name === parameter);
      if (action === 'skip' && isThere) return;
      const given =
        action === 'delete' ? [] : values.map((value) => [parameter, value.of(exchange)] as const);
      const kept = action === 'append' ? request.query : request.query.filter(([name]) => name !== parameter);
      request.query = [...kept, ...given];
    };
  },
});
