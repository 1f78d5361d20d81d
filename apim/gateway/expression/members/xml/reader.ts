import { dotnetError } from '../../errors.ts';
import { named } from '../../type-ref.ts';
import { defineType } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import { DotnetObject, type TypeRef } from '../../value.ts';
import { XComment, XElement, type XNode, XText } from '../../values/xml.ts';
import { readXml } from '../../values/xml-read.ts';
import { enumValue } from '../enums.ts';
import type { StringReader } from '../text-io.ts';
import { nodeName } from './dom.ts';

interface Place {
  readonly node: XNode;
  readonly end: boolean;
  readonly depth: number;
}

/** The starts, texts and ends of a document in the order in which a reader meets them. */
function* placesOf(nodes: readonly XNode[], depth: number): Generator<Place> {
  for (const node of nodes) {
    yield { node, end: false, depth };
    if (!(node instanceof XElement) || node.nodes.length === 0) continue;
    yield* placesOf(node.nodes, depth + 1);
    yield { node, end: true, depth };
  }
}

/** System.Xml.XmlReader over a text, forward only. */
class Reader extends DotnetObject {
  readonly dotnetType: TypeRef = named('XmlReader');
  readonly #places: readonly Place[];
  #at = -1;
  constructor(places: readonly Place[]) {
    super();
    this.#places = places;
  }

  get place(): Place | null {
    return this.#places[this.#at] ?? null;
  }

  get ended(): boolean {
    return this.#at >= this.#places.length;
  }

  get element(): XElement | null {
    const { place } = this;
    return place?.node instanceof XElement ? place.node : null;
  }

  get starts(): boolean {
    return this.element !== null && this.place?.end === false;
  }

  read(call: Call): boolean {
    call.run.step();
    if (!this.ended) this.#at += 1;
    return !this.ended;
  }

  /** Behind the end of the element that the reader stands on. */
  skip(call: Call): void {
    const { place } = this;
    if (place === null) return;
    this.read(call);
    while (!this.ended && (this.place?.depth ?? 0) > place.depth) this.read(call);
    if (this.place?.end === true && this.place.node === place.node) this.read(call);
  }

  /** To the next element of this name, below the current one only when asked. */
  seek(name: string, within: boolean, call: Call): boolean {
    const depth = this.place?.depth ?? -1;
    while (this.read(call)) {
      if (within && (this.place?.depth ?? 0) <= depth) return false;
      if (this.starts && this.element?.name.local === name) return true;
    }
    return false;
  }
}

const kindOf = ({ place }: Reader): string => {
  if (place === null) return 'None';
  if (place.node instanceof XText && !place.node.cdata && place.node.value.trim() === '') return 'Whitespace';
  return place.end ? 'EndElement' : place.node.nodeType;
};

function content(self: Reader, call: Call): string {
  const { element } = self;
  if (element === null || !self.starts)
    throw dotnetError('InvalidOperationException', 'The reader is not on an element.');
  if (element.elements().length > 0)
    throw dotnetError('XmlException', 'The element has children, its content is no text.');
  self.skip(call);
  return element.value;
}

/** XNode.ReadFrom: a copy of the node that the reader stands on; the reader goes behind it. */
export function readNode(self: Reader, call: Call): XNode {
  const { place } = self;
  if (place === null || place.end)
    throw dotnetError('InvalidOperationException', 'The XmlReader state should be Interactive.');
  self.skip(call);
  return place.node.clone();
}

export const xmlReader = defineType('XmlReader', {
  bases: ['IDisposable'],
  statics: {
    'XmlReader Create(TextReader input)': (_: null, [input]: [StringReader], call: Call) => {
      const text = input.take(Number.POSITIVE_INFINITY);
      call.run.steppedBy(text.length >> 3);
      return new Reader([...placesOf(readXml(text, true).nodes, 0)]);
    },
  },
  members: {
    'bool Read()': (self: Reader, _args: [], call: Call) => self.read(call),
    'bool EOF': (self: Reader) => self.ended,
    'int Depth': (self: Reader) => self.place?.depth ?? 0,
    'XmlNodeType NodeType': (self: Reader) => enumValue('XmlNodeType', kindOf(self)),
    'string Name': (self: Reader) => (self.element === null ? '' : nodeName(self.element, false)),
    'string LocalName': (self: Reader) => self.element?.name.local ?? '',
    'string NamespaceURI': (self: Reader) => self.element?.name.namespace ?? '',
    'string Value': ({ place }: Reader) =>
      place?.node instanceof XText || place?.node instanceof XComment ? place.node.value : '',
    'bool HasAttributes': (self: Reader) => self.starts && (self.element?.attributes.length ?? 0) > 0,
    'bool IsEmptyElement': (self: Reader) => self.starts && self.element?.nodes.length === 0,
    'string GetAttribute(string name)': (self: Reader, [name]: [string]) =>
      self.starts ? (self.element?.attributes.find((each) => each.name.local === name)?.value ?? null) : null,
    'XmlNodeType MoveToContent()': (self: Reader, _args: [], call: Call) => {
      if (self.place === null) self.read(call);
      while (!self.ended && !['Element', 'EndElement', 'Text', 'CDATA'].includes(kindOf(self)))
        self.read(call);
      return enumValue('XmlNodeType', kindOf(self));
    },
    'bool IsStartElement()': (self: Reader) => self.starts,
    'bool IsStartElement(string name)': (self: Reader, [name]: [string]) =>
      self.starts && self.element?.name.local === name,
    'bool ReadToFollowing(string name)': (self: Reader, [name]: [string], call: Call) =>
      self.seek(name, false, call),
    'bool ReadToDescendant(string name)': (self: Reader, [name]: [string], call: Call) =>
      self.seek(name, true, call),
    'string ReadElementContentAsString()': (self: Reader, _args: [], call: Call) => content(self, call),
    'void Skip()': (self: Reader, _args: [], call: Call) => {
      self.skip(call);
      return null;
    },
    'void Close()': () => null,
    'void Dispose()': () => null,
  },
});
