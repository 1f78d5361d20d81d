import {
  type Context,
  type Emitter,
  evalToken,
  type Liquid,
  type Parser,
  Tag,
  type TagToken,
  type Template,
  type TopLevelToken,
  type ValueToken,
} from 'liquidjs';
import { childrenOf } from './liquid-xml.ts';

/**
 * `{% JSONArrayFor item in body.items %}…{% endJSONArrayFor %}`: API Management's own tag, a `for` that writes a comma between
 * the items and none behind the last (azure.microsoft.com/blog/deep-dive-on-set-body-policy). The templates that it writes
 * for SOAP backends loop with it. Of an XML element it takes the child elements, of an array its elements.
 */
export class JsonArrayForTag extends Tag {
  private readonly variable: string;
  private readonly collection: ValueToken;
  private readonly templates: Template[] = [];

  constructor(token: TagToken, remainTokens: TopLevelToken[], liquid: Liquid, parser: Parser) {
    super(token, remainTokens, liquid);
    const variable = this.tokenizer.readIdentifier().content;
    const word = this.tokenizer.readIdentifier().content;
    const collection = this.tokenizer.readValue();
    this.tokenizer.skipBlank();
    // `where`, which the reference names without its form, and the parameters of `for` are refused here
    if (variable === '' || word !== 'in' || collection === undefined || !this.tokenizer.end()) {
      throw new Error(`JSONArrayFor takes "item in collection", not "${token.args.trim()}"`);
    }
    this.variable = variable;
    this.collection = collection;
    const stream = parser
      .parseStream(remainTokens)
      .on('tag:endJSONArrayFor', () => stream.stop())
      .on('template', (template: Template) => this.templates.push(template))
      .on('end', () => {
        throw new Error(`tag ${token.getText()} not closed`);
      });
    stream.start();
  }

  override *render(ctx: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    const items = itemsOf(yield evalToken(this.collection, ctx));
    for (const [index, item] of items.entries()) {
      if (index > 0) emitter.write(',');
      ctx.push({ [this.variable]: item, forloop: loopAt(index, items.length) });
      ctx.continueCalled = ctx.breakCalled = false;
      yield this.liquid.renderer.renderTemplates(this.templates, ctx, emitter);
      const stops = ctx.breakCalled;
      ctx.continueCalled = ctx.breakCalled = false;
      ctx.pop();
      if (stops) break;
    }
  }
}

const loopAt = (index: number, length: number) => ({
  length,
  index: index + 1,
  index0: index,
  rindex: length - index,
  rindex0: length - index - 1,
  first: index === 0,
  last: index === length - 1,
});

/** What there is to loop over: nothing in an absent value and in an empty element, whose value is the empty text. */
function itemsOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value) ? value : (childrenOf(value) ?? [value]);
}
