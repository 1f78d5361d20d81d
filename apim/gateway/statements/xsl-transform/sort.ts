import type { Element, Node } from '@xmldom/xmldom';
import type { Compiling, Place } from './compiling.ts';
import { compileValueTemplate } from './instructions.ts';

/** Texts are compared as people read them, by no one's language in particular. */
const COLLATOR = new Intl.Collator('en', { caseFirst: 'lower' });

type SortKey = {
  readonly keyOf: (place: Place) => string;
  readonly isNumber: (place: Place) => boolean;
  readonly isDescending: (place: Place) => boolean;
};

/** Compiles `xsl:sort` (section 10): the nodes in the order of the first key, of the second where that is the same… */
export function compileSort(
  elements: readonly Element[],
  compiling: Compiling,
): (nodes: Node[], place: Place) => Node[] {
  const keys = elements.map((element): SortKey => {
    const select = compiling.xpath(element, element.getAttribute('select') ?? '.');
    const setting = (name: string, otherwise: string) =>
      compileValueTemplate(element, element.getAttribute(name) ?? otherwise, compiling);
    const [type, order] = [setting('data-type', 'text'), setting('order', 'ascending')];
    return {
      keyOf: (place) => select(place).stringValue(),
      isNumber: (place) => type(place) === 'number',
      isDescending: (place) => order(place) === 'descending',
    };
  });
  return (nodes, place) => {
    if (keys.length === 0) return nodes;
    const forms = keys.map((key) => ({
      isNumber: key.isNumber(place),
      sign: key.isDescending(place) ? -1 : 1,
    }));
    const rows = nodes.map((node, index) => {
      const at = { ...place, node, position: index + 1, size: nodes.length };
      return { node, values: keys.map(({ keyOf }) => keyOf(at)) };
    });
    rows.sort((a, b) => {
      for (const [index, { isNumber, sign }] of forms.entries()) {
        const [left = '', right = ''] = [a.values[index], b.values[index]];
        const order = isNumber ? byNumber(left, right) : COLLATOR.compare(left, right);
        if (order !== 0) return order * sign;
      }
      return 0;
    });
    return rows.map(({ node }) => node);
  };
}

/** What is no number comes first. */
function byNumber(left: string, right: string): number {
  const [a, b] = [left, right].map((text) => (text.trim() === '' ? Number.NaN : Number(text))) as [
    number,
    number,
  ];
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
  return a - b;
}
