import { dotnetError } from '../errors.ts';
import { named } from '../type-ref.ts';
import { DotnetObject, type TypeRef } from '../value.ts';
import { writeJson } from './json-write.ts';

export type JTokenKind =
  | 'None'
  | 'Object'
  | 'Array'
  | 'Constructor'
  | 'Property'
  | 'Comment'
  | 'Integer'
  | 'Float'
  | 'String'
  | 'Boolean'
  | 'Null'
  | 'Undefined'
  | 'Date'
  | 'Raw'
  | 'Bytes'
  | 'Guid'
  | 'Uri'
  | 'TimeSpan';

/** Newtonsoft's JToken: a node that knows its parent. */
export abstract class JToken extends DotnetObject {
  parent: JContainer | null = null;
  abstract readonly kind: JTokenKind;
  abstract clone(): JToken;
  abstract deepEquals(other: JToken): boolean;

  override text(format: string | null): string {
    return writeJson(this, format === null);
  }

  get root(): JToken {
    let at: JToken = this;
    while (at.parent !== null) at = at.parent;
    return at;
  }

  /** `a.b[0]['c d']` from the root. */
  get path(): string {
    const { parent } = this;
    if (parent === null) return '';
    if (parent instanceof JProperty) return parent.path;
    if (parent instanceof JArray) return `${parent.path}[${parent.items.indexOf(this)}]`;
    if (this instanceof JProperty) {
      const simple = !/[.'"[\]() \\/]/.test(this.name) && this.name !== '';
      const before = parent.path;
      return simple
        ? `${before}${before === '' ? '' : '.'}${this.name}`
        : `${before}['${this.name.replace(/['\\]/g, '\\$&')}']`;
    }
    return parent.path;
  }
}

export abstract class JContainer extends JToken {
  abstract children(): readonly JToken[];
  abstract removeChild(child: JToken): void;
  abstract replaceChild(child: JToken, by: JToken): void;
}

/** A token that can be put under `parent`: a copy when it already has one. */
function adopt(token: JToken, parent: JContainer): JToken {
  let free = token;
  if (token.parent !== null || token === parent.root) free = token.clone();
  free.parent = parent;
  return free;
}

export class JProperty extends JContainer {
  readonly kind = 'Property';
  readonly dotnetType: TypeRef = named('JProperty');
  readonly name: string;
  value: JToken;
  constructor(name: string, value: JToken) {
    super();
    this.name = name;
    this.value = adopt(value, this);
  }

  setValue(value: JToken): void {
    this.value.parent = null;
    this.value = adopt(value, this);
  }

  children(): readonly JToken[] {
    return [this.value];
  }

  removeChild(): void {
    throw dotnetError('JsonException', 'Cannot add or remove items from Newtonsoft.Json.Linq.JProperty.');
  }

  replaceChild(_child: JToken, by: JToken): void {
    this.setValue(by);
  }

  clone(): JProperty {
    return new JProperty(this.name, this.value.clone());
  }

  deepEquals(other: JToken): boolean {
    return other instanceof JProperty && other.name === this.name && this.value.deepEquals(other.value);
  }
}

export class JObject extends JContainer {
  readonly kind = 'Object';
  readonly dotnetType: TypeRef = named('JObject');
  readonly properties = new Map<string, JProperty>();

  get(name: string): JToken | null {
    return this.properties.get(name)?.value ?? null;
  }

  /** `o[name] = value` */
  set(name: string, value: JToken): void {
    const known = this.properties.get(name);
    if (known === undefined) this.addProperty(new JProperty(name, value));
    else known.setValue(value);
  }

  addProperty(property: JProperty): void {
    if (this.properties.has(property.name)) {
      throw dotnetError(
        'ArgumentException',
        `Can not add property ${property.name} to Newtonsoft.Json.Linq.JObject. Property with the same name already exists on object.`,
      );
    }
    const free = property.parent === null ? property : property.clone();
    free.parent = this;
    this.properties.set(free.name, free);
  }

  children(): readonly JProperty[] {
    return [...this.properties.values()];
  }

  removeChild(child: JToken): void {
    if (!(child instanceof JProperty)) return;
    this.properties.delete(child.name);
    child.parent = null;
  }

  replaceChild(child: JToken, by: JToken): void {
    if (!(child instanceof JProperty) || !(by instanceof JProperty)) {
      throw dotnetError(
        'ArgumentException',
        'Can not add a value that is no JProperty to Newtonsoft.Json.Linq.JObject.',
      );
    }
    const entries = [...this.properties.values()];
    this.properties.clear();
    for (const entry of entries)
      this.addProperty(entry === child ? by : Object.assign(entry, { parent: null }));
    child.parent = null;
  }

  clone(): JObject {
    const copy = new JObject();
    for (const property of this.properties.values()) copy.addProperty(property.clone());
    return copy;
  }

  deepEquals(other: JToken): boolean {
    if (!(other instanceof JObject) || other.properties.size !== this.properties.size) return false;
    return [...this.properties.values()].every((property) => {
      const theirs = other.properties.get(property.name);
      return theirs !== undefined && property.value.deepEquals(theirs.value);
    });
  }
}

export class JArray extends JContainer {
  readonly kind = 'Array';
  readonly dotnetType: TypeRef = named('JArray');
  readonly items: JToken[] = [];

  add(token: JToken): void {
    this.items.push(adopt(token, this));
  }

  insert(index: number, token: JToken): void {
    if (index < 0 || index > this.items.length) throw outOfRange();
    this.items.splice(index, 0, adopt(token, this));
  }

  set(index: number, token: JToken): void {
    const old = this.items[index];
    if (old === undefined) throw outOfRange();
    old.parent = null;
    this.items[index] = adopt(token, this);
  }

  at(index: number): JToken {
    const item = this.items[index];
    if (item === undefined) throw outOfRange();
    return item;
  }

  children(): readonly JToken[] {
    return [...this.items];
  }

  removeChild(child: JToken): void {
    const index = this.items.indexOf(child);
    if (index < 0) return;
    this.items.splice(index, 1);
    child.parent = null;
  }

  replaceChild(child: JToken, by: JToken): void {
    this.set(this.items.indexOf(child), by);
  }

  clone(): JArray {
    const copy = new JArray();
    for (const item of this.items) copy.add(item.clone());
    return copy;
  }

  deepEquals(other: JToken): boolean {
    return (
      other instanceof JArray &&
      other.items.length === this.items.length &&
      this.items.every((item, i) => item.deepEquals(other.at(i)))
    );
  }
}

function outOfRange() {
  return dotnetError(
    'ArgumentOutOfRangeException',
    "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')",
  );
}
