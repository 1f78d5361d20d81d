/** What the writer needs of a node; xml.ts provides it. */
interface Writable {
  readonly nodeType: string;
}

interface Name {
  readonly local: string;
  readonly namespace: string;
}

interface WritableElement extends Writable {
  readonly name: Name;
  readonly attributes: readonly {
    readonly name: Name;
    readonly value: string;
    readonly isNamespace: boolean;
  }[];
  readonly nodes: readonly Writable[];
}

const xmlns = 'http://www.w3.org/2000/xmlns/';
const xml = 'http://www.w3.org/XML/1998/namespace';

/** XNode.ToString: indented by two spaces unless an element has text in it. */
export function writeXml(node: unknown, indented: boolean): string {
  const target = node as Writable;
  if (target.nodeType !== 'Document') return write(target, indented, 0, new Map([['', '']]));
  const nodes = (node as WritableElement).nodes;
  return nodes.map((child) => write(child, indented, 0, new Map([['', '']]))).join(indented ? '\n' : '');
}

function write(
  node: Writable,
  indented: boolean,
  depth: number,
  prefixes: ReadonlyMap<string, string>,
): string {
  switch (node.nodeType) {
    case 'Element':
      return element(node as WritableElement, indented, depth, prefixes);
    case 'Text':
      return escapeText((node as Writable & { value: string }).value);
    case 'CDATA':
      return `<![CDATA[${(node as Writable & { value: string }).value}]]>`;
    case 'Comment':
      return `<!--${(node as Writable & { value: string }).value}-->`;
    default: {
      const instruction = node as Writable & { target: string; content: string };
      return `<?${instruction.target}${instruction.content === '' ? '' : ` ${instruction.content}`}?>`;
    }
  }
}

function element(
  node: WritableElement,
  indented: boolean,
  depth: number,
  outer: ReadonlyMap<string, string>,
): string {
  // prefix → namespace in scope
  const scope = new Map(outer);
  for (const attribute of node.attributes) {
    if (attribute.isNamespace)
      scope.set(attribute.name.namespace === xmlns ? attribute.name.local : '', attribute.value);
  }
  const declared: string[] = [];
  const name = qualified(node.name, scope, declared, true);
  const attributes = node.attributes.map((attribute) => {
    const label = attribute.isNamespace
      ? attribute.name.namespace === xmlns
        ? `xmlns:${attribute.name.local}`
        : 'xmlns'
      : qualified(attribute.name, scope, declared, false);
    return ` ${label}="${escapeAttribute(attribute.value)}"`;
  });
  const open = `<${name}${attributes.join('')}${declared.join('')}`;
  if (node.nodes.length === 0) return `${open} />`;
  const mixed = node.nodes.some((child) => child.nodeType === 'Text' || child.nodeType === 'CDATA');
  const inner = indented && !mixed;
  const pad = inner ? `\n${'  '.repeat(depth + 1)}` : '';
  const children = node.nodes.map((child) => pad + write(child, inner, depth + 1, scope)).join('');
  return `${open}>${children}${inner ? `\n${'  '.repeat(depth)}` : ''}</${name}>`;
}

function qualified(name: Name, scope: Map<string, string>, declared: string[], isElement: boolean): string {
  if (name.namespace === xml) return `xml:${name.local}`;
  if (name.namespace === '') {
    if (isElement && (scope.get('') ?? '') !== '') {
      scope.set('', '');
      declared.push(' xmlns=""');
    }
    return name.local;
  }
  if (isElement && scope.get('') === name.namespace) return name.local;
  for (const [prefix, uri] of scope)
    if (prefix !== '' && uri === name.namespace) return `${prefix}:${name.local}`;
  if (isElement) {
    scope.set('', name.namespace);
    declared.push(` xmlns="${escapeAttribute(name.namespace)}"`);
    return name.local;
  }
  let prefix = 1;
  while (scope.has(`p${prefix}`)) prefix += 1;
  scope.set(`p${prefix}`, name.namespace);
  declared.push(` xmlns:p${prefix}="${escapeAttribute(name.namespace)}"`);
  return `p${prefix}:${name.local}`;
}

function escapeText(text: string): string {
  return text.replace(/[&<>\r]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' })[c] ?? c);
}

function escapeAttribute(text: string): string {
  return text.replace(
    /[&<>"\n\r\t]/g,
    (c) =>
      ({
        '&': '&amp;',
        '<': '&lt;',
        '>': '&gt;',
        '"': '&quot;',
        '\n': '&#xA;',
        '\r': '&#xD;',
        '\t': '&#x9;',
      })[c] ?? c,
  );
}
