import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import { toItems } from '../../values/enumerate.ts';
import { XAttribute, XContainer, XElement, type XName, XNode } from '../../values/xml.ts';
import { documentOrder, elementsBelow, sequence } from './content.ts';
import { setAttribute } from './element.ts';

/** System.Xml.Linq.Extensions over sequences. */
export const xmlSequenceMembers = {
  'void Remove()': (self: Value, _args: [], call: Call) => {
    for (const item of toItems(self, call.run)) {
      if (item instanceof XNode) item.remove();
      else if (item instanceof XAttribute && item.parent !== null) setAttribute(item.parent, item.name, null);
    }
    return null;
  },
  'IEnumerable<XNode> InDocumentOrder()': (self: Value, _args: [], call: Call) =>
    sequence('XNode', () => {
      const nodes = toItems(self, call.run).filter((item) => item instanceof XNode);
      return nodes.sort((a, b) => {
        call.run.step();
        return documentOrder(a, b);
      });
    }),
  'IEnumerable<XElement> Elements()': (self: Value, _args: [], call: Call) =>
    sequence('XElement', () =>
      toItems(self, call.run).flatMap((item) => (item instanceof XContainer ? item.elements() : [])),
    ),
  'IEnumerable<XElement> Elements(XName name)': (self: Value, [name]: [XName], call: Call) =>
    sequence('XElement', () =>
      toItems(self, call.run).flatMap((item) => (item instanceof XContainer ? item.elements(name) : [])),
    ),
  'IEnumerable<XElement> Descendants(XName name)': (self: Value, [name]: [XName], call: Call) =>
    sequence('XElement', () =>
      toItems(self, call.run).flatMap((item) =>
        item instanceof XContainer ? elementsBelow(item, name) : [],
      ),
    ),
  'IEnumerable<XAttribute> Attributes(XName name)': (self: Value, [name]: [XName], call: Call) =>
    sequence('XAttribute', () =>
      toItems(self, call.run).flatMap((item) =>
        item instanceof XElement ? item.attributes.filter((attribute) => attribute.name.equals(name)) : [],
      ),
    ),
} as const;
