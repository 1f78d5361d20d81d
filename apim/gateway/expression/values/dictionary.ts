import { dotnetError } from '../errors.ts';
import { named } from '../type-ref.ts';
import type { TypeRef, Value } from '../value.ts';
import { DotnetObject } from '../value.ts';
import { argumentNull, KeyValuePair } from './collection.ts';
import { hashKey, textOf } from './object.ts';

/** How keys are compared: the default, or strings without regard to case. */
type KeyRule = 'exact' | 'ignoreCase';

/** StringComparer.Ordinal, OrdinalIgnoreCase, ... */
export class StringComparer extends DotnetObject {
  readonly rule: KeyRule;
  readonly ordinal: boolean;
  readonly dotnetType: TypeRef = named('StringComparer');
  constructor(rule: KeyRule, ordinal: boolean) {
    super();
    this.rule = rule;
    this.ordinal = ordinal;
  }
}

export function ruleKey(value: Value, rule: KeyRule): unknown {
  return hashKey(rule === 'ignoreCase' && typeof value === 'string' ? value.toUpperCase() : value);
}

/** Dictionary<K, V>, and by name the read-only dictionaries of context. Insertion order, as .NET shows it without removals. */
export class Dictionary extends DotnetObject {
  readonly keyType: TypeRef;
  readonly valueType: TypeRef;
  readonly rule: KeyRule;
  readonly dotnetType: TypeRef;
  private readonly entries = new Map<unknown, { readonly key: Value; value: Value }>();
  private version = 0;

  constructor(keyType: TypeRef, valueType: TypeRef, rule: KeyRule = 'exact', name = 'Dictionary') {
    super();
    this.keyType = keyType;
    this.valueType = valueType;
    this.rule = rule;
    this.dotnetType = named(name, keyType, valueType);
  }

  get size(): number {
    return this.entries.size;
  }

  has(key: Value): boolean {
    if (key === null) throw argumentNull('key');
    return this.entries.has(ruleKey(key, this.rule));
  }

  /** undefined when the key is missing. */
  find(key: Value): Value | undefined {
    if (key === null) throw argumentNull('key');
    return this.entries.get(ruleKey(key, this.rule))?.value;
  }

  /** @throws KeyNotFoundException */
  get(key: Value): Value {
    const value = this.find(key);
    if (value === undefined)
      throw dotnetError(
        'KeyNotFoundException',
        `The given key '${textOf(key)}' was not present in the dictionary.`,
      );
    return value;
  }

  set(key: Value, value: Value): void {
    if (key === null) throw argumentNull('key');
    const at = ruleKey(key, this.rule);
    const known = this.entries.get(at);
    if (known !== undefined) known.value = value;
    else this.entries.set(at, { key, value });
    this.version += 1;
  }

  /** @throws ArgumentException when the key exists */
  add(key: Value, value: Value): void {
    if (this.has(key))
      throw dotnetError(
        'ArgumentException',
        `An item with the same key has already been added. Key: ${textOf(key)}`,
      );
    this.set(key, value);
  }

  remove(key: Value): boolean {
    if (key === null) throw argumentNull('key');
    return this.entries.delete(ruleKey(key, this.rule));
  }

  clear(): void {
    this.entries.clear();
  }

  keys(): Value[] {
    return [...this.entries.values()].map((entry) => entry.key);
  }

  values(): Value[] {
    return [...this.entries.values()].map((entry) => entry.value);
  }

  *pairs(): Generator<KeyValuePair, void> {
    const { version } = this;
    for (const { key, value } of this.entries.values()) {
      yield new KeyValuePair(key, value, this.keyType, this.valueType);
      if (this.version !== version)
        throw dotnetError(
          'InvalidOperationException',
          'Collection was modified; enumeration operation may not execute.',
        );
    }
  }
}

/** HashSet<T> in insertion order. */
export class HashSet extends DotnetObject {
  readonly elementType: TypeRef;
  readonly rule: KeyRule;
  readonly dotnetType: TypeRef;
  private readonly entries = new Map<unknown, Value>();

  constructor(elementType: TypeRef, items: Iterable<Value> = [], rule: KeyRule = 'exact') {
    super();
    this.elementType = elementType;
    this.rule = rule;
    this.dotnetType = named('HashSet', elementType);
    for (const item of items) this.add(item);
  }

  get size(): number {
    return this.entries.size;
  }

  add(item: Value): boolean {
    const key = ruleKey(item, this.rule);
    if (this.entries.has(key)) return false;
    this.entries.set(key, item);
    return true;
  }

  has(item: Value): boolean {
    return this.entries.has(ruleKey(item, this.rule));
  }

  remove(item: Value): boolean {
    return this.entries.delete(ruleKey(item, this.rule));
  }

  clear(): void {
    this.entries.clear();
  }

  values(): Value[] {
    return [...this.entries.values()];
  }
}
