import { dotnetError, ExpressionException } from '../errors.ts';
import { named, t } from '../type-ref.ts';
import type { TypeDefinition } from '../types/definition.ts';
import { defineType } from '../types/definition.ts';
import type { Call } from '../types/signature.ts';
import type { Value } from '../value.ts';
import { Double } from '../value.ts';
import { argumentNull, CsArray, invalidOperation } from '../values/collection.ts';
import { EnumValue } from '../values/enumeration.ts';
import { ExceptionObject, exceptionBases } from '../values/exception.ts';
import { hashCode } from '../values/hash-code.ts';
import { areEqual, compareValues, fullName, shortName, textOf, typeOf } from '../values/object.ts';
import { TypeObject } from '../values/type-object.ts';
import { allEnumLabels } from './enums.ts';

const object = defineType('object', {
  aliases: ['Object'],
  constructors: { '()': () => new CsArray(t.object, []) },
  members: {
    'string ToString()': (self: Value, _args: [], call: Call) => call.run.text(textOf(self)),
    'bool Equals(object obj)': (self: Value, [other]: [Value]) => areEqual(self, other),
    'int GetHashCode()': (self: Value) => hashCode(self),
    'Type GetType()': (self: Value) => new TypeObject(typeOf(self)),
  },
  statics: {
    'bool Equals(object objA, object objB)': (_: null, [a, b]: [Value, Value]) => areEqual(a, b),
    'bool ReferenceEquals(object objA, object objB)': (_: null, [a, b]: [Value, Value]) =>
      a === b && (a === null || typeof a !== 'number'),
  },
});

const valueType = defineType('Nullable<T>', {
  kind: 'struct',
  constructors: { '(T value)': (_: null, [value]: [Value]) => value },
  statics: {
    'int Compare<U>(U? n1, U? n2)': (_: null, [a, b]: [Value, Value]) =>
      a === null || b === null ? Number(a !== null) - Number(b !== null) : (compareValues(a, b) ?? 0),
    'bool Equals<U>(U? n1, U? n2)': (_: null, [a, b]: [Value, Value]) => areEqual(a, b),
  },
  extensions: {
    'bool HasValue': (self: Value) => self !== null,
    'T Value': (self: Value) => {
      if (self === null) throw invalidOperation('Nullable object must have a value.');
      return self;
    },
    'T GetValueOrDefault()': (self: Value, _args: [], call: Call) => self ?? zeroOf(call.typeOf('T').name),
    'T GetValueOrDefault(T defaultValue)': (self: Value, [fallback]: [Value]) => self ?? fallback,
    'string ToString()': (self: Value) => textOf(self),
    'bool Equals(object other)': (self: Value, [other]: [Value]) => areEqual(self, other),
    'int GetHashCode()': (self: Value) => (self === null ? 0 : hashCode(self)),
  },
});

function zeroOf(name: string): Value {
  if (name === 'bool') return false;
  if (name === 'long') return 0n;
  if (name === 'double' || name === 'float') return new Double(0, name === 'float');
  return name === 'int' ? 0 : null;
}

const type = defineType('Type', {
  members: {
    'string Name': (self: TypeObject) => shortName(self.described),
    'string FullName': (self: TypeObject) => fullName(self.described),
    'string ToString()': (self: TypeObject) => fullName(self.described),
  },
});

const enumBase = defineType('Enum', {
  statics: {
    'object Parse(Type enumType, string value)': (_: null, [of, text]: [TypeObject, string]) =>
      parseEnum(of.described.name, text, false),
    'object Parse(Type enumType, string value, bool ignoreCase)': (
      _: null,
      [of, text, ignore]: [TypeObject, string, boolean],
    ) => parseEnum(of.described.name, text, ignore),
    'T Parse<T>(string value)': (_: null, [text]: [string], call: Call) =>
      parseEnum(call.typeOf('T').name, text, false),
    'T Parse<T>(string value, bool ignoreCase)': (_: null, [text, ignore]: [string, boolean], call: Call) =>
      parseEnum(call.typeOf('T').name, text, ignore),
    'bool TryParse<T>(string value, out T result)': (
      _: null,
      [text, out]: [string | null, { value: Value }],
      call: Call,
    ) => {
      const found = allEnumLabels(call.typeOf('T').name).find((member) => member.label === text?.trim());
      out.value = found ?? allEnumLabels(call.typeOf('T').name).find((member) => member.value === 0) ?? null;
      return found !== undefined;
    },
    'string[] GetNames(Type enumType)': (_: null, [of]: [TypeObject]) =>
      new CsArray(
        t.string,
        allEnumLabels(of.described.name).map((member) => member.label),
      ),
    'bool IsDefined(Type enumType, object value)': (_: null, [of, value]: [TypeObject, Value]) =>
      allEnumLabels(of.described.name).some(
        (member) =>
          member.label === value ||
          member.value === value ||
          (value instanceof EnumValue && value.value === member.value),
      ),
  },
});

function parseEnum(name: string, text: string | null, ignoreCase: boolean): Value {
  if (text === null) throw argumentNull('value');
  const wanted = text.trim();
  const found = allEnumLabels(name).find(
    (member) =>
      member.label === wanted ||
      String(member.value) === wanted ||
      (ignoreCase && member.label.toLowerCase() === wanted.toLowerCase()),
  );
  if (found === undefined)
    throw dotnetError('ArgumentException', `Requested value '${wanted}' was not found.`);
  return found;
}

const exception = defineType('Exception', {
  constructors: {
    '()': () =>
      new ExceptionObject(
        new ExpressionException('Exception', "Exception of type 'System.Exception' was thrown."),
      ),
    '(string message)': (_: null, [message]: [string | null]) =>
      new ExceptionObject(new ExpressionException('Exception', message ?? '')),
    '(string message, Exception innerException)': (
      _: null,
      [message, inner]: [string | null, ExceptionObject | null],
    ) => new ExceptionObject(new ExpressionException('Exception', message ?? '', inner?.error ?? null)),
  },
  members: {
    'string Message': (self: ExceptionObject) => self.error.message,
    'Exception InnerException': (self: ExceptionObject) =>
      self.error.inner === null ? null : new ExceptionObject(self.error.inner),
    'string StackTrace': () => '   at PolicyExpression',
    'string Source': () => 'PolicyExpression',
    'int HResult': () => -2146233088,
    'Exception GetBaseException()': (self: ExceptionObject) => {
      let at = self.error;
      while (at.inner !== null) at = at.inner;
      return new ExceptionObject(at);
    },
    'string ToString()': (self: ExceptionObject) =>
      `${fullName(named(self.error.dotnetType))}: ${self.error.message}`,
  },
});

/** Constructors of a derived exception; ArgumentNullException and its like take a parameter name. */
function derived(name: string, base: string): TypeDefinition {
  const make = (message: string, inner: ExceptionObject | null = null) =>
    new ExceptionObject(new ExpressionException(name, message, inner?.error ?? null));
  const named = name === 'ArgumentNullException' || name === 'ArgumentOutOfRangeException';
  const standard = defaultMessages[name] ?? `Exception of type 'System.${name}' was thrown.`;
  const parameter = /\(Parameter '([^']*)'\)$/;
  return defineType(name, {
    bases: [base],
    ...(name === 'ArgumentException' && {
      members: {
        'string ParamName': (self: ExceptionObject) => parameter.exec(self.error.message)?.[1] ?? null,
      },
    }),
    constructors: {
      '()': () => make(standard),
      '(string message)': (_: null, [message]: [string]) =>
        make(named ? `${standard} (Parameter '${message}')` : message),
      '(string message, string paramName)': (_: null, [a, b]: [string, string]) =>
        make(named ? `${b} (Parameter '${a}')` : `${a} (Parameter '${b}')`),
      '(string message, Exception innerException)': (
        _: null,
        [message, inner]: [string, ExceptionObject | null],
      ) => make(message, inner),
    },
  });
}

const defaultMessages: Readonly<Record<string, string>> = {
  ArgumentNullException: 'Value cannot be null.',
  ArgumentOutOfRangeException: 'Specified argument was out of the range of valid values.',
  ArgumentException: 'Value does not fall within the expected range.',
  InvalidOperationException: 'Operation is not valid due to the current state of the object.',
  FormatException: 'One of the identified items was in an invalid format.',
  NotSupportedException: 'Specified method is not supported.',
  NotImplementedException: 'The method or operation is not implemented.',
  KeyNotFoundException: 'The given key was not present in the dictionary.',
};

export const objectTypes: readonly TypeDefinition[] = [
  object,
  valueType,
  type,
  enumBase,
  exception,
  ...Object.entries(exceptionBases).map(([name, base]) => derived(name, base)),
];
