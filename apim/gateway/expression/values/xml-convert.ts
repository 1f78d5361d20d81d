import { dotnetError } from '../errors.ts';
import { t } from '../type-ref.ts';
import type { TypeRef, Value } from '../value.ts';
import { argumentNull } from './collection.ts';
import { Guid } from './guid.ts';
import { isNumericKind } from './number.ts';
import { parseNumber } from './number-parse.ts';
import { parseDateTime, parseDateTimeOffset } from './time-parse.ts';
import { XAttribute, XElement, XName, XNamespace } from './xml.ts';

/** `{uri}local` or `local`. @throws XmlException, ArgumentException for what is no name */
export function xmlNameOf(text: string): XName {
  const match = /^\{([^}]*)\}(.+)$/.exec(text);
  const local = match?.[2] ?? text;
  if (local === '') throw dotnetError('ArgumentException', "'{}' is an invalid expanded name.");
  if (!/^[\p{L}_][\p{L}\p{N}_.\-·]*$/u.test(local))
    throw dotnetError('XmlException', `The '${local}' cannot be included in a name.`);
  return new XName(local, match?.[1] ?? '');
}

export function xmlNamespaceOf(text: string): XNamespace {
  return new XNamespace(text);
}

/** The explicit operators of XElement and XAttribute; null when there is none to this type. */
export function xmlText(to: TypeRef): ((value: Value) => Value) | null {
  const type = to.name === 'Nullable' ? (to.args[0] ?? t.object) : to;
  const { name } = type;
  const read = reader(name);
  if (read === null) return null;
  return (value) => {
    if (value === null) {
      if (name === 'string' || to.name === 'Nullable') return null;
      throw argumentNull('element');
    }
    return value instanceof XElement || value instanceof XAttribute ? read(value.value) : value;
  };
}

function reader(name: string): ((text: string) => Value) | null {
  if (name === 'string') return (text) => text;
  if (name === 'bool') {
    return (text) => {
      const word = text.trim().toLowerCase();
      if (word === 'true' || word === '1') return true;
      if (word === 'false' || word === '0') return false;
      throw dotnetError('FormatException', `The string '${text}' is not a valid Boolean value.`);
    };
  }
  if (isNumericKind(name)) return (text) => parseNumber(text, name);
  if (name === 'DateTime') return (text) => parseDateTime(text, () => 0);
  if (name === 'DateTimeOffset') return (text) => parseDateTimeOffset(text, () => 0);
  if (name === 'Guid') return (text) => Guid.parse(text);
  return null;
}
