import type { ExpressionException } from '../errors.ts';
import { named } from '../type-ref.ts';
import type { TypeRef } from '../value.ts';
import { DotnetObject } from '../value.ts';

/** An exception as a value: what `catch (Exception ex)` binds. */
export class ExceptionObject extends DotnetObject {
  readonly error: ExpressionException;
  constructor(error: ExpressionException) {
    super();
    this.error = error;
  }
  get dotnetType(): TypeRef {
    return named(this.error.dotnetType);
  }
}

/** Exception types and their bases; APIM's allowed list has System.Exception only, the rest can be caught and thrown by name. */
export const exceptionBases: Readonly<Record<string, string>> = {
  SystemException: 'Exception',
  ApplicationException: 'Exception',
  ArgumentException: 'SystemException',
  ArgumentNullException: 'ArgumentException',
  ArgumentOutOfRangeException: 'ArgumentException',
  CultureNotFoundException: 'ArgumentException',
  RegexParseException: 'ArgumentException',
  DecoderFallbackException: 'ArgumentException',
  FormatException: 'SystemException',
  UriFormatException: 'FormatException',
  InvalidCastException: 'SystemException',
  InvalidOperationException: 'SystemException',
  ObjectDisposedException: 'InvalidOperationException',
  NullReferenceException: 'SystemException',
  IndexOutOfRangeException: 'SystemException',
  KeyNotFoundException: 'SystemException',
  ArithmeticException: 'SystemException',
  DivideByZeroException: 'ArithmeticException',
  OverflowException: 'ArithmeticException',
  NotSupportedException: 'SystemException',
  NotImplementedException: 'SystemException',
  RankException: 'SystemException',
  ArrayTypeMismatchException: 'SystemException',
  TimeoutException: 'SystemException',
  RegexMatchTimeoutException: 'TimeoutException',
  CryptographicException: 'SystemException',
  XmlException: 'SystemException',
  XPathException: 'SystemException',
  JsonException: 'Exception',
  JsonReaderException: 'JsonException',
  JsonWriterException: 'JsonException',
  JsonSerializationException: 'JsonException',
  TimeZoneNotFoundException: 'Exception',
  SecurityTokenException: 'Exception',
};

/** Whether an exception of type `type` is caught by `catch (base)`. */
export function isException(type: string, base: string): boolean {
  for (let at: string | undefined = type; at !== undefined; at = exceptionBases[at])
    if (at === base) return true;
  return false;
}
