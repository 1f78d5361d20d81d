import { type HeaderLookup, jsonTextOf, textOf, type UrlView, type Value } from '../../expression/index.ts';
import type { Exchange } from '../exchange.ts';

/** The `context` that a Liquid template can bind to (set-body-policy, Attributes), and `context.Variables` beside it. */
export function liquidContext(exchange: Exchange): Readonly<Record<string, unknown>> {
  const { Request: request, Response: response } = exchange.context;
  return {
    Request: {
      Url: urlOf(request.Url),
      Method: request.Method,
      OriginalMethod: exchange.original.method,
      OriginalUrl: urlOf(request.OriginalUrl),
      IpAddress: request.IpAddress,
      MatchedParameters: Object.fromEntries(request.MatchedParameters),
      HasBody: request.Body !== null,
      Headers: lookupOf(request.Headers),
    },
    Response: response && {
      StatusCode: response.StatusCode,
      Headers: lookupOf(response.Headers),
    },
    Variables: Object.fromEntries([...exchange.variables].map(([name, value]) => [name, variableOf(value)])),
  };
}

function urlOf(url: UrlView): Readonly<Record<string, unknown>> {
  return {
    Scheme: url.Scheme,
    Host: url.Host,
    Port: url.Port,
    Path: url.Path,
    Query: lookupOf(url.Query),
    QueryString: url.QueryString,
    ToString: `${url.Scheme}://${url.Host}${url.Path}${url.QueryString}`,
  };
}

const lookupOf = (lookup: HeaderLookup) =>
  Object.fromEntries([...lookup.entries()].map(([name, values]) => [name, values.join(',')]));

function variableOf(value: Value): unknown {
  if (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean'
  ) {
    return value;
  }
  if (typeof value === 'bigint') return String(value);
  try {
    return JSON.parse(jsonTextOf(value));
  } catch {
    return textOf(value);
  }
}
