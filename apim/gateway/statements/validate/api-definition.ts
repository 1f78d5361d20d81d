import { isJson, mediaTypeOf } from '../message/media-type.ts';
import { JsonSchemas, type SchemaCheck } from './json-schema.ts';

/** Where a parameter stands. */
export type ParameterPlace = 'query' | 'path' | 'header';

/** A parameter of an operation. */
export type ParameterDefinition = {
  readonly name: string;
  readonly in: ParameterPlace;
  readonly required: boolean;
  /** How the text of a value is read, and that of an array's items. */
  readonly type: string | undefined;
  readonly itemType: string | undefined;
  /** Whether an array is given by repeating the parameter, not by commas. */
  readonly isRepeated: boolean;
  /** Undefined when its schema is not in the definition. */
  readonly check: SchemaCheck | undefined;
};

/** A body of a given media type: `undefined` is no such type, `'missing'` a type whose schema is not there. */
export type BodyDefinition = (mediaType: string) => SchemaCheck | 'missing' | undefined;

/** A header of a response. */
export type HeaderDefinition = {
  readonly type: string | undefined;
  readonly check: SchemaCheck | undefined;
};

/** A response of an operation. */
export type ResponseDefinition = {
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, HeaderDefinition>;
  readonly body: BodyDefinition;
  /** The example of a media type; of the first one that has an example when none is asked for. */
  readonly example: (mediaType: string | undefined) => ResponseExample | undefined;
};

/** An example of a response: its media type and its text. */
export type ResponseExample = { readonly contentType: string; readonly content: string };

/** What an API's definition says of one operation. */
export type OperationDefinition = {
  readonly parameters: readonly ParameterDefinition[];
  readonly body: BodyDefinition;
  readonly response: (statusCode: number) => ResponseDefinition | undefined;
};

/** An operation's name and place, as an import makes it. */
export type ImportedOperation = {
  readonly id: string;
  readonly name: string;
  readonly method: string;
  readonly urlTemplate: string;
};

/** An API's definition. */
export type ApiDefinition = {
  readonly operations: readonly ImportedOperation[];
  readonly of: (method: string, urlTemplate: string) => OperationDefinition | undefined;
};

type Node = Readonly<Record<string, unknown>>;
type Found = { readonly node: Node; readonly pointer: string };

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
const PLACES: readonly unknown[] = ['query', 'path', 'header'] satisfies ParameterPlace[];

/** Reads an OpenAPI 3 document. Throws TypeError when it is none. */
export function readApiDefinition(document: unknown): ApiDefinition {
  const root = nodeOf(document);
  if (!String(root.openapi).startsWith('3.')) throw new TypeError('it is not an OpenAPI 3 document');
  const reader = new Reader(root);
  const operations = new Map<string, OperationDefinition>();
  const imported: ImportedOperation[] = [];
  for (const [urlTemplate, path] of Object.entries(nodeOf(root.paths))) {
    for (const method of METHODS.filter((each) => Object.hasOwn(nodeOf(path), each))) {
      const found = reader.at('paths', urlTemplate, method);
      const { operationId, summary } = found.node;
      const id = typeof operationId === 'string' ? operationId : `${method}-${urlTemplate}`;
      const name = typeof summary === 'string' ? summary : id;
      imported.push({ id, name, method: method.toUpperCase(), urlTemplate });
      operations.set(keyOf(method, urlTemplate), reader.operation(found, reader.at('paths', urlTemplate)));
    }
  }
  return { operations: imported, of: (method, urlTemplate) => operations.get(keyOf(method, urlTemplate)) };
}

const keyOf = (method: string, urlTemplate: string): string =>
  `${method.toUpperCase()} ${urlTemplate.split('?', 1)[0]}`;
const nodeOf = (value: unknown): Node => (value !== null && typeof value === 'object' ? (value as Node) : {});

class Reader {
  readonly #root: Node;
  readonly #schemas: JsonSchemas;

  constructor(root: Node) {
    this.#root = root;
    this.#schemas = new JsonSchemas(root);
  }

  at(...path: readonly string[]): Found {
    let found: Found = { node: this.#root, pointer: '#' };
    for (const name of path) found = this.#child(found, name);
    return found;
  }

  operation(operation: Found, path: Found): OperationDefinition {
    const parameters = new Map<string, ParameterDefinition>();
    // The operation's parameters stand before those of the path.
    for (const found of [...this.#list(path, 'parameters'), ...this.#list(operation, 'parameters')]) {
      const { name, in: place } = found.node;
      if (PLACES.includes(place)) parameters.set(`${place} ${name}`, this.#parameter(found));
    }
    const body = this.#body(this.#child(operation, 'requestBody'));
    const responses = this.#child(operation, 'responses');
    const read = new Map(
      Object.keys(responses.node).map((status) => [
        status.toUpperCase(),
        this.#response(this.#child(responses, status)),
      ]),
    );
    return {
      parameters: [...parameters.values()],
      body,
      response: (status) =>
        read.get(String(status)) ?? read.get(`${String(status)[0]}XX`) ?? read.get('DEFAULT'),
    };
  }

  #parameter(found: Found): ParameterDefinition {
    const schema = this.#child(found, 'schema');
    const items = this.#child(schema, 'items');
    const { node } = found;
    return {
      name: String(node.name),
      in: node.in as ParameterPlace,
      required: node.required === true,
      type: typeOf(schema.node),
      itemType: typeOf(items.node),
      isRepeated: node.in === 'query' && node.explode !== false,
      check: this.#schemas.check(schema.pointer),
    };
  }

  #response(found: Found): ResponseDefinition {
    const headers = this.#child(found, 'headers');
    return {
      headers: new Map(
        Object.keys(headers.node).map((name) => {
          const { node, pointer } = this.#child(this.#child(headers, name), 'schema');
          return [name.toLowerCase(), { type: typeOf(node), check: this.#schemas.check(pointer) }];
        }),
      ),
      body: this.#body(found),
      example: this.#examples(found),
    };
  }

  /** The examples of a response by media type, that of its schema where it has none itself (mock-response-policy). */
  #examples(response: Found): ResponseDefinition['example'] {
    const content = this.#child(response, 'content');
    const examples = new Map<string, ResponseExample>();
    for (const type of Object.keys(content.node)) {
      const media = this.#child(content, type);
      const value = this.#exampleOf(media) ?? this.#exampleOf(this.#child(media, 'schema'));
      if (value === undefined) continue;
      const isText = typeof value === 'string' && !isJson(type);
      examples.set(mediaTypeOf(type), { contentType: type, content: isText ? value : JSON.stringify(value) });
    }
    const [first] = examples.values();
    return (mediaType) => (mediaType === undefined ? first : examples.get(mediaTypeOf(mediaType)));
  }

  /** `example`, or the first of `examples`: named objects with a value on a media type, a list of values in a schema. */
  #exampleOf(found: Found): unknown {
    const { example, examples } = found.node;
    if (example !== undefined) return example;
    if (Array.isArray(examples)) return examples[0];
    const named = this.#child(found, 'examples');
    const [name] = Object.keys(named.node);
    return name === undefined ? undefined : this.#child(named, name).node.value;
  }

  #body(found: Found): BodyDefinition {
    const content = this.#child(found, 'content');
    const types = new Map(
      Object.keys(content.node).map((type) => [
        mediaTypeOf(type),
        this.#schemas.check(this.#child(this.#child(content, type), 'schema').pointer) ??
          ('missing' as const),
      ]),
    );
    return (mediaType) => types.get(mediaType);
  }

  #list(parent: Found, name: string): Found[] {
    const list = this.#child(parent, name);
    return Object.keys(list.node).map((index) => this.#child(list, index));
  }

  /** A member of a node; references within the document are followed. */
  #child(parent: Found, name: string): Found {
    const pointer = `${parent.pointer}/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}`;
    let found: Found = { node: nodeOf(parent.node[name]), pointer };
    for (let hops = 0; typeof found.node.$ref === 'string' && hops < MAX_REFERENCES; hops += 1) {
      found = this.#resolve(found.node.$ref);
    }
    return found;
  }

  #resolve(reference: string): Found {
    const path = reference.startsWith('#/') ? reference.slice(2).split('/') : [];
    const names = path.map((name) => decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~'));
    return { node: names.reduce<Node>((node, name) => nodeOf(node[name]), this.#root), pointer: reference };
  }
}

/** References that lead to references; more of them are a circle. */
const MAX_REFERENCES = 20;

/** The type of a schema; of several (OpenAPI 3.1) the one that is not null. */
function typeOf({ type }: Node): string | undefined {
  const types: unknown[] = Array.isArray(type) ? type : [type];
  return types.find((each): each is string => typeof each === 'string' && each !== 'null');
}
