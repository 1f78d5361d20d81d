import { define } from '../define.ts';
import { messageOf, sideOf } from '../http/side.ts';
import { EVERYWHERE } from '../statement.ts';
import { EDIT_ATTRIBUTES, headerEdit, readValues } from './edit-header.ts';

/** Sets, appends to or deletes a header of the request or the response. */
export const setHeader = define({
  name: 'set-header',
  sections: EVERYWHERE,
  attributes: EDIT_ATTRIBUTES,
  elements: { value: { many: true } },
  compile: ({ settings, element, load }) => {
    const edit = headerEdit(settings, readValues(element, load));
    return (exchange) => void edit(exchange, messageOf(exchange, 'set-header').headers, sideOf(exchange));
  },
});
