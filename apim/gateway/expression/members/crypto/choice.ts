import { named } from '../../type-ref.ts';
import { defineType } from '../../types/definition.ts';
import { DotnetObject, type TypeRef, type Value } from '../../value.ts';

/** A named choice such as HashAlgorithmName.SHA256. */
export class Choice extends DotnetObject {
  readonly dotnetType: TypeRef;
  readonly label: string;
  constructor(type: string, label: string) {
    super();
    this.dotnetType = named(type);
    this.label = label;
  }

  override text(): string {
    return this.label;
  }

  override equals(other: Value): boolean {
    return (
      other instanceof Choice && other.label === this.label && other.dotnetType.name === this.dotnetType.name
    );
  }
}

export const choice = (type: string, labels: readonly string[]) =>
  defineType(type, {
    ...(type === 'HashAlgorithmName' && {
      constructors: { '(string name)': (_: null, [label]: [string | null]) => new Choice(type, label ?? '') },
    }),
    statics: Object.fromEntries(labels.map((label) => [`${type} ${label}`, () => new Choice(type, label)])),
    members: { 'string Name': (self: Choice) => self.label },
  });
