import { named } from '../type-ref.ts';
import type { TypeDefinition } from '../types/definition.ts';
import { defineType } from '../types/definition.ts';
import type { Body } from '../types/signature.ts';
import type { Value } from '../value.ts';
import { EnumValue } from '../values/enumeration.ts';

const sequential = (names: string): Record<string, number> =>
  Object.fromEntries(names.split(' ').map((name, i) => [name, i]));

/** Enums that expressions may name; each member with its number. */
const enums: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  StringComparison: sequential(
    'CurrentCulture CurrentCultureIgnoreCase InvariantCulture InvariantCultureIgnoreCase Ordinal OrdinalIgnoreCase',
  ),
  StringSplitOptions: { None: 0, RemoveEmptyEntries: 1, TrimEntries: 2 },
  RegexOptions: {
    None: 0,
    IgnoreCase: 1,
    Multiline: 2,
    ExplicitCapture: 4,
    Compiled: 8,
    Singleline: 16,
    IgnorePatternWhitespace: 32,
    RightToLeft: 64,
    ECMAScript: 256,
    CultureInvariant: 512,
    NonBacktracking: 1024,
  },
  DateTimeKind: sequential('Unspecified Utc Local'),
  DayOfWeek: sequential('Sunday Monday Tuesday Wednesday Thursday Friday Saturday'),
  DateTimeStyles: {
    None: 0,
    AllowLeadingWhite: 1,
    AllowTrailingWhite: 2,
    AllowInnerWhite: 4,
    AllowWhiteSpaces: 7,
    NoCurrentDateDefault: 8,
    AdjustToUniversal: 16,
    AssumeLocal: 32,
    AssumeUniversal: 64,
    RoundtripKind: 128,
  },
  NumberStyles: {
    None: 0,
    AllowLeadingWhite: 1,
    AllowTrailingWhite: 2,
    AllowLeadingSign: 4,
    Integer: 7,
    AllowTrailingSign: 8,
    AllowDecimalPoint: 32,
    AllowThousands: 64,
    Number: 111,
    AllowExponent: 128,
    Float: 167,
    Any: 511,
    AllowHexSpecifier: 512,
    HexNumber: 515,
  },
  AddressFamily: { Unknown: -1, Unspecified: 0, InterNetwork: 2, InterNetworkV6: 23 },
  DateParseHandling: sequential('None DateTime DateTimeOffset'),
  MergeArrayHandling: sequential('Concat Union Replace Merge'),
  MergeNullValueHandling: { Ignore: 0, Merge: 1 },
  MidpointRounding: sequential('ToEven AwayFromZero ToZero ToNegativeInfinity ToPositiveInfinity'),
  Formatting: sequential('None Indented'),
  NullValueHandling: sequential('Include Ignore'),
  JTokenType: sequential(
    'None Object Array Constructor Property Comment Integer Float String Boolean Null Undefined Date Raw Bytes Guid Uri TimeSpan',
  ),
  SaveOptions: { None: 0, DisableFormatting: 1, OmitDuplicateNamespaces: 2 },
  LoadOptions: { None: 0, PreserveWhitespace: 1, SetBaseUri: 2, SetLineInfo: 4 },
  XmlNodeType: sequential(
    'None Element Attribute Text CDATA EntityReference Entity ProcessingInstruction Comment Document DocumentType DocumentFragment Notation Whitespace SignificantWhitespace EndElement EndEntity XmlDeclaration',
  ),
  UriKind: sequential('RelativeOrAbsolute Absolute Relative'),
  UriPartial: sequential('Scheme Authority Path Query'),
  CipherMode: { CBC: 1, ECB: 2, OFB: 3, CFB: 4, CTS: 5 },
  PaddingMode: { None: 1, PKCS7: 2, Zeros: 3, ANSIX923: 4, ISO10126: 5 },
  Base64FormattingOptions: { None: 0, InsertLineBreaks: 1 },
  X509NameType: sequential('SimpleName EmailName UpnName DnsName DnsFromAlternativeName UrlName'),
  X509ContentType: {
    Unknown: 0,
    Cert: 1,
    SerializedCert: 2,
    Pfx: 3,
    SerializedStore: 4,
    Pkcs7: 5,
    Authenticode: 6,
  },
  ProductState: sequential('NotPublished Published'),
  TypeCode: {
    Empty: 0,
    Object: 1,
    DBNull: 2,
    Boolean: 3,
    Char: 4,
    SByte: 5,
    Byte: 6,
    Int16: 7,
    UInt16: 8,
    Int32: 9,
    UInt32: 10,
    Int64: 11,
    UInt64: 12,
    Single: 13,
    Double: 14,
    Decimal: 15,
    DateTime: 16,
    String: 18,
  },
};

const values = new Map(
  Object.entries(enums).map(([name, members]) => {
    const type = named(name);
    return [
      name,
      new Map(
        Object.entries(members).map(([label, value]) => [label, new EnumValue(type, value, label)] as const),
      ),
    ] as const;
  }),
);

/** A member of an enum by its name. @throws Error for a name that does not exist (a fault of this code) */
export function enumValue(type: string, label: string): EnumValue {
  const found = values.get(type)?.get(label);
  if (found === undefined) throw new Error(`no enum member ${type}.${label}`);
  return found;
}

export const enumTypes: readonly TypeDefinition[] = [...values].map(([name, members]) => {
  const statics: Record<string, Body> = {};
  for (const [label, value] of members) statics[`${name} ${label}`] = () => value;
  return defineType(name, {
    kind: 'enum',
    bases: ['Enum'],
    statics,
    members: {
      'string ToString()': (self: EnumValue) => self.label,
      'bool HasFlag(Enum flag)': (self: EnumValue, [flag]: [EnumValue]): Value =>
        (self.value & flag.value) === flag.value,
    },
  });
});

/** Enum itself: its statics over the types above. */
export function allEnumLabels(type: string): readonly EnumValue[] {
  return [...(values.get(type)?.values() ?? [])];
}
