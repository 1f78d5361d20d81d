import { named } from '../type-ref.ts';
import { defineType } from '../types/definition.ts';
import { DotnetObject, type TypeRef } from '../value.ts';
import { argumentNull } from '../values/collection.ts';

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

/** TextInfo of the invariant culture. */
class TextInfo extends DotnetObject {
  readonly dotnetType: TypeRef = named('TextInfo');
}

/** The first letter of each word in upper case, the rest in lower; words in capitals stay as they are. */
function titleCase(text: string): string {
  return text.replace(/\p{L}[\p{L}\p{M}'’]*/gu, (word) =>
    word.length > 1 && word === word.toUpperCase()
      ? word
      : word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase(),
  );
}

export const textInfo = defineType('TextInfo', {
  members: {
    'string ToTitleCase(string str)': (_: TextInfo, [text]: [string | null]) => {
      if (text === null) throw argumentNull('str');
      return titleCase(text);
    },
    'string ToUpper(string str)': (_: TextInfo, [text]: [string]) => text.toUpperCase(),
    'string ToLower(string str)': (_: TextInfo, [text]: [string]) => text.toLowerCase(),
  },
});

export const culture = defineType('CultureInfo', {
  bases: ['IFormatProvider'],
  constructors: { '(string name)': (_: null, [name]: [string]) => new CultureInfo(name) },
  statics: {
    'CultureInfo GetCultureInfo(string name)': (_: null, [name]: [string]) => new CultureInfo(name),
    'CultureInfo CreateSpecificCulture(string name)': (_: null, [name]: [string]) => new CultureInfo(name),
    'CultureInfo CurrentUICulture': () => new CultureInfo(''),
    'CultureInfo InvariantCulture': () => new CultureInfo(''),
    'CultureInfo CurrentCulture': () => new CultureInfo(''),
  },
  members: {
    'string Name': (self: CultureInfo) => self.name,
    'string TwoLetterISOLanguageName': (self: CultureInfo) => self.name.split('-')[0] || 'iv',
    'TextInfo TextInfo': () => new TextInfo(),
  },
});

export const environment = defineType('Environment', {
  kind: 'static',
  statics: { 'string NewLine': () => '\n' },
});
