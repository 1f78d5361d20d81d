import { textOf, type Value } from '../../expression/index.ts';
import { expressionIn, literal, optional, readAttributes, settingOf, withDefault } from '../define.ts';
import type { Exchange } from '../exchange.ts';
import { bool, oneOf, value } from '../setting-kinds.ts';
import type { Element, Load } from '../statement.ts';
import { brokenSetting } from '../statement-failure.ts';
import { createLiquid, type LiquidTemplate, liquidBody } from './liquid.ts';
import { liquidContext } from './liquid-context.ts';

/** The attributes of set-body; `none` is in the examples of get-authorization-context-policy. */
export const BODY_ATTRIBUTES = {
  template: literal(optional(oneOf('liquid', 'none'))),
  'xsi-nil': literal(withDefault(oneOf('blank', 'null'), 'blank')),
  'parse-date': literal(withDefault(bool, true)),
} as const;

/** The message that a Liquid template reads: its text and its content type. */
export type TemplateInput = { readonly text: string; readonly contentType: string | undefined };

/** Makes the new body of a message. */
export type BodyContent = {
  /** Whether the content is a template, which reads the body that is there. */
  readonly readsBody: boolean;
  readonly make: (exchange: Exchange, input: TemplateInput) => Uint8Array | string | undefined;
};

/** Reads set-body, wherever it stands: text, an expression, nested XML as it was written, or a Liquid template. */
export function compileBody(element: Element, load: Load): BodyContent {
  const settings = readAttributes(element, BODY_ATTRIBUTES, load);
  const hasMarkup = element.children.some((child) => child.kind === 'element');
  const written = element.children.map((child) => (child.kind === 'text' ? child.text : '')).join('');
  if (settings.template.constant === 'liquid') {
    const template = parseTemplate(hasMarkup ? element.innerSource : written, element, load);
    const nil = settings['xsi-nil'].constant ?? 'blank';
    const parsesDates = settings['parse-date'].constant ?? true;
    const make = (exchange: Exchange, input: TemplateInput) =>
      render(template, exchange, input, { nil, parsesDates });
    return { readsBody: true, make };
  }
  const content = hasMarkup ? element.innerSource : written;
  if (hasMarkup || expressionIn(written) === undefined) return { readsBody: false, make: () => content };
  const where = { expressions: true, what: 'set-body', place: element.place };
  const setting = settingOf(value, written, where, load);
  return { readsBody: false, make: (exchange) => bodyOf(setting.of(exchange)) };
}

/** Bytes stay bytes, null is no body, everything else is its text. */
export function bodyOf(given: Value): Uint8Array | string | undefined {
  if (given === null) return undefined;
  return given instanceof Uint8Array ? given : textOf(given);
}

function parseTemplate(source: string, element: Element, load: Load): LiquidTemplate {
  try {
    return load.shared('liquid', createLiquid).parse(source);
  } catch (error) {
    load.fault(element.place, `the Liquid template is not valid: ${firstLine(error)}`);
    return { render: () => '' };
  }
}

function render(
  template: LiquidTemplate,
  exchange: Exchange,
  input: TemplateInput,
  form: { readonly nil: 'blank' | 'null'; readonly parsesDates: boolean },
): string {
  try {
    const body = liquidBody(input.text, input.contentType, form);
    return template.render({ body, context: liquidContext(exchange) });
  } catch (cause) {
    throw brokenSetting('set-body', `The Liquid template failed: ${firstLine(cause)}`, { cause });
  }
}

const firstLine = (error: unknown) =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0];
