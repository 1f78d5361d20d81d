import { jwtValue } from '../../expression/index.ts';
import { literal, optional, type Settings, withDefault } from '../define.ts';
import type { Exchange } from '../exchange.ts';
import { name, statusCode, text } from '../setting-kinds.ts';
import { StatementFailure } from '../statement-failure.ts';
import { JwtFault } from './jwt-fault.ts';

/** The attributes that validate-jwt and validate-azure-ad-token share. */
export const TOKEN_ATTRIBUTES = {
  'header-name': optional(name),
  'query-parameter-name': optional(name),
  'token-value': optional(text),
  'failed-validation-httpcode': withDefault(statusCode, 401),
  'failed-validation-error-message': optional(text),
  'output-token-variable-name': literal(optional(name)),
} as const;

type TokenSettings = Settings<typeof TOKEN_ATTRIBUTES>;

/**
 * The token of a request, `Bearer ` taken off a header's value; undefined when there is none. "When using a custom
 * header, the configured required scheme will be ignored" (validate-jwt-policy, Usage notes).
 */
export function tokenOf(
  settings: TokenSettings,
  exchange: Exchange,
  defaultHeader: string | undefined,
  requiredScheme: string | undefined,
): string | undefined {
  const given = settings['token-value'].of(exchange);
  if (given !== undefined) return given.trim() || undefined;
  const parameter = settings['query-parameter-name'].of(exchange);
  if (parameter !== undefined) {
    return exchange.request.query.find(([key]) => key === parameter)?.[1].trim() || undefined;
  }
  const header = settings['header-name'].of(exchange) ?? defaultHeader;
  if (header === undefined) return undefined;
  // More than one value is nobody's token: which of them counts would be for the backend to guess.
  const values = exchange.request.headers.get(header) ?? [];
  const value = values.length === 1 ? values[0]?.trim() : undefined;
  if (value === undefined || value === '') return undefined;
  const [start, scheme] = /^(\S+)\s+/.exec(value) ?? [];
  const token = start === undefined ? undefined : value.slice(start.length);
  const isAuthorization = header.toLowerCase() === 'authorization';
  if (isAuthorization && requiredScheme !== undefined) {
    if (scheme?.toLowerCase() === requiredScheme.toLowerCase()) return token;
    throw new JwtFault('JwtInvalid', 'The scheme of the Authorization header is not allowed. Access denied.');
  }
  return token !== undefined && scheme?.toLowerCase() === 'bearer' ? token : value;
}

/** Keeps a good token for expressions, as an object of type Jwt. */
export function keepToken(settings: TokenSettings, exchange: Exchange, token: string): void {
  const variable = settings['output-token-variable-name'].constant;
  if (variable !== undefined) exchange.variables.set(variable, jwtValue(token, exchange.state.tokens));
}

/** What the caller and `context.LastError` see of a token that is refused. */
export function tokenFailure(
  source: string,
  settings: TokenSettings,
  exchange: Exchange,
  fault: JwtFault,
  clientMessage: string,
): StatementFailure {
  return new StatementFailure(
    source,
    fault.reason,
    fault.message,
    {
      statusCode: settings['failed-validation-httpcode'].of(exchange),
      message: settings['failed-validation-error-message'].of(exchange) ?? clientMessage,
    },
    { cause: fault },
  );
}
