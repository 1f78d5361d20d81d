import { named } from '../type-ref.ts';
import { defineType } from '../types/definition.ts';
import { DotnetObject, type TypeRef } from '../value.ts';

/** CultureInfo: everything is formatted in the invariant culture. */
class CultureInfo extends DotnetObject {
  readonly dotnetType: TypeRef = named('CultureInfo');
  readonly name: string;
  constructor(name: string) {
    super();
    this.name = name;
  }

  override text(): string {
    return this.name;
  }
}

export const culture = defineType('CultureInfo', {
  bases: ['IFormatProvider'],
  constructors: { '(string name)': (_: null, [name]: [string]) => new CultureInfo(name) },
  statics: {
    'CultureInfo InvariantCulture': () => new CultureInfo(''),
    'CultureInfo CurrentCulture': () => new CultureInfo(''),
  },
  members: { 'string Name': (self: CultureInfo) => self.name },
});

export const environment = defineType('Environment', {
  kind: 'static',
  statics: { 'string NewLine': () => '\n' },
});
