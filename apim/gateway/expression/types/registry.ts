import { named, substitute, t } from '../type-ref.ts';
import type { TypeRef } from '../value.ts';
import type { TypeDefinition } from './definition.ts';
import type { Member } from './signature.ts';

/** A member as a given type has it, with what the type's parameters stand for. */
export interface BoundMember {
  readonly member: Member;
  readonly bindings: ReadonlyMap<string, TypeRef>;
  /** Of an extension method: the type parameters of what it extends, which C# counts as its first (`ToArray<string>()`). */
  readonly extended?: readonly string[];
}

const none: ReadonlyMap<string, TypeRef> = new Map();

/** All types; lookups along base classes and interfaces. */
export class Registry {
  private readonly byName = new Map<string, TypeDefinition>();
  readonly definitions: readonly TypeDefinition[];

  constructor(definitions: readonly TypeDefinition[]) {
    this.definitions = definitions;
    for (const definition of definitions) {
      for (const name of [definition.name, ...definition.aliases]) {
        if (this.byName.has(name)) throw new Error(`type ${name} is defined twice`);
        this.byName.set(name, definition);
      }
    }
  }

  /** By C# name without namespace; aliases (`String`, `Int32`) included. */
  find(name: string): TypeDefinition | undefined {
    return this.byName.get(name);
  }

  names(): string[] {
    return [...this.byName.keys()].filter((name) => /^[A-Za-z]\w*$/.test(name));
  }

  /** `type` and all its bases, nearest first, each with its bindings. */
  *lineage(
    type: TypeRef,
  ): Generator<{ definition: TypeDefinition; bindings: ReadonlyMap<string, TypeRef>; type: TypeRef }> {
    const queue: TypeRef[] = [type];
    const seen = new Set<string>();
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const definition = this.byName.get(next.name);
      if (definition === undefined) continue;
      const key = definition.name + next.args.map((arg) => arg.name).join();
      if (seen.has(key)) continue;
      seen.add(key);
      let bindings = none;
      if (definition.parameters.length > 0) {
        const bound = new Map<string, TypeRef>();
        definition.parameters.forEach((parameter, i) => {
          bound.set(parameter, next?.args[i] ?? t.object);
        });
        bindings = bound;
      }
      yield { definition, bindings, type: next };
      for (const base of definition.bases) queue.push(substitute(base, bindings));
    }
    if (!seen.has('object')) {
      const object = this.byName.get('object');
      if (object !== undefined) yield { definition: object, bindings: none, type: t.object };
    }
  }

  /** Instance members (or setters) of this name, nearest first; extension methods of interfaces after all others. */
  instance(type: TypeRef, name: string, table: 'members' | 'setters' = 'members'): BoundMember[] {
    const found: BoundMember[] = [];
    const extensions: BoundMember[] = [];
    const texts = new Set<string>();
    for (const { definition, bindings } of this.lineage(type)) {
      for (const member of definition[table].get(name) ?? []) {
        const extension = member.extension && definition.kind === 'interface';
        const key = `${extension ? 'extension ' : ''}${member.text}`;
        if (texts.has(key)) continue;
        texts.add(key);
        if (extension) extensions.push({ member, bindings, extended: definition.parameters });
        else found.push({ member, bindings });
      }
    }
    return [...found, ...extensions];
  }

  /** Names of all instance members, for the nearest valid name. */
  instanceNames(type: TypeRef): string[] {
    const names = new Set<string>();
    for (const { definition } of this.lineage(type))
      for (const name of definition.members.keys()) names.add(name);
    return [...names];
  }

  /** `type` seen as `name` (one of its bases), or null: `List<int>` as `IEnumerable` gives `IEnumerable<int>`. */
  as(type: TypeRef, name: string): TypeRef | null {
    if (type.name === name) return type;
    for (const base of this.lineage(type))
      if (base.definition.name === name) return named(name, ...base.type.args);
    return null;
  }

  isStruct(type: TypeRef): boolean {
    const kind = this.byName.get(type.name)?.kind;
    return kind === 'struct' || kind === 'enum';
  }
}
