import { textOf } from '../../expression/index.ts';
import type { Exchange } from '../exchange.ts';
import { messageOf } from '../http/side.ts';
import { bodyOf, compileBody } from '../set-body/body-content.ts';
import type { Element, Load } from '../statement.ts';

/**
 * The content of a message to Dapr: text, an expression, or, with template="Liquid", a template over the current body, as
 * set-body has them.
 */
export function compileContent(
  element: Element,
  isTemplate: boolean,
  load: Load,
): (exchange: Exchange) => Promise<string> {
  const place = element.place;
  const attributes = new Map(isTemplate ? [['template', { value: 'liquid', place }]] : []);
  const content = compileBody({ ...element, attributes }, load);
  return async (exchange) => {
    const { body, headers } = messageOf(exchange, element.name);
    const text = content.readsBody ? await body.text() : '';
    const made = content.make(exchange, { text, contentType: headers.text('Content-Type') });
    return (typeof made === 'string' ? made : textOf(bodyOf(made ?? null) ?? null)).trim();
  };
}
