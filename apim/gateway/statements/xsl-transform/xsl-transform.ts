import { childrenNamed, define, literal, optional, readAttributes, readText } from '../define.ts';
import { messageOf } from '../http/side.ts';
import { name, text } from '../setting-kinds.ts';
import type { Element, Load, Setting } from '../statement.ts';
import { StatementFailure } from '../statement-failure.ts';
import { escapeXml } from '../text/xml-tree.ts';
import { compileStylesheet, type Key, type Stylesheet } from './stylesheet.ts';
import { addedFunctions, transform } from './transform.ts';

const NAME = 'xsl-transform';

/** The page's statement has `parameter-name`, its example `name`. */
const PARAMETER = { name: literal(optional(name)), 'parameter-name': literal(optional(name)) } as const;

/** Transforms the XML body of a message: "currently, this policy supports XSLT version 1.0". */
export const xslTransform = define({
  name: NAME,
  sections: ['inbound', 'outbound', 'on-error'],
  once: true,
  notOnHandshake: true,
  attributes: {},
  freeContent: true,
  elements: { parameter: { many: true }, 'xsl:stylesheet': { required: true } },
  compile: ({ element, load }) => {
    const parameters = childrenNamed(element, 'parameter').map((each) => readParameter(each, load));
    const stylesheet = compileChild(element, load);
    return async (exchange) => {
      const { body } = messageOf(exchange, NAME);
      const given = new Map(parameters.map(({ key, value }) => [key, value.of(exchange)]));
      const source = await body.text();
      try {
        if (stylesheet !== undefined) body.replace(transform(stylesheet, source, given, exchange.note));
      } catch (cause) {
        // The page says nothing of failures: it is a body, or a stylesheet, of no use.
        const reason = cause instanceof Error ? cause.message : 'The transformation failed.';
        const answer = { statusCode: 500, message: 'Internal server error' };
        throw new StatementFailure(NAME, 'TransformationFailed', reason, answer, { cause });
      }
      return undefined;
    };
  },
});

function readParameter(element: Element, load: Load): { key: string; value: Setting<string> } {
  const settings = readAttributes(element, PARAMETER, load);
  const key = settings.name.constant ?? settings['parameter-name'].constant;
  if (key === undefined) load.fault(element.place, '<parameter> lacks the attribute "name"');
  return { key: key ?? '', value: readText(element, text, load) };
}

function compileChild(parent: Element, load: Load): Stylesheet | undefined {
  const others = parent.children.filter((child) => child.kind === 'element' && child.name !== 'parameter');
  const [found] = others as Element[];
  if (found === undefined || others.length > 1) {
    load.fault(parent.place, '<xsl-transform> needs one <xsl:stylesheet>');
    return undefined;
  }
  const attributes = [...found.attributes]
    .map(([key, { value }]) => ` ${key}="${escapeXml(value)}"`)
    .join('');
  const keys: Key[] = [];
  try {
    const functions = addedFunctions(() => keys);
    const compiled = compileStylesheet(
      `<${found.name}${attributes}>${found.innerSource}</${found.name}>`,
      functions,
    );
    keys.push(...compiled.keys);
    return compiled;
  } catch (error) {
    load.fault(found.place, `the stylesheet is not valid: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}
