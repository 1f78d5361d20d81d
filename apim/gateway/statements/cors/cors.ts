import { define, readAttributes, readElements, readText, withDefault } from '../define.ts';
import type { Exchange } from '../exchange.ts';
import { makeAnswer } from '../http/answer.ts';
import { method } from '../set-method.ts';
import { bool, integer, name } from '../setting-kinds.ts';
import type { Element, Load, Setting } from '../statement.ts';
import {
  type Allowed,
  allowsOrigin,
  answerHeaders,
  answerPreflight,
  type CrossOriginRules,
  normalOrigin,
} from './cross-origin.ts';

/**
 * Answers browsers' questions about other origins. The page says both that terminate-unmatched-request is false by
 * default (its table) and that it is true ("Common configuration issues"): the table decides.
 */
export const cors = define({
  name: 'cors',
  sections: ['inbound'],
  once: true,
  answersPreflight: true,
  notOnHandshake: true,
  attributes: {
    'allow-credentials': withDefault(bool, false),
    'terminate-unmatched-request': withDefault(bool, false),
  },
  elements: {
    'allowed-origins': { required: true },
    'allowed-methods': {},
    'allowed-headers': {},
    'expose-headers': {},
  },
  compile: ({ settings, elements, load }) => {
    const origins = listOf(elements['allowed-origins'], 'origin', load);
    const methods = listOf(elements['allowed-methods'], 'method', load);
    const headers = listOf(elements['allowed-headers'], 'header', load);
    const exposed = listOf(elements['expose-headers'], 'header', load);
    const maxAge = elements['allowed-methods'].map((element) =>
      readAttributes(element, { 'preflight-result-max-age': withDefault(integer(0), 0) }, load),
    )[0];
    reportOrigins(elements['allowed-origins'], load);
    const rulesFor = (exchange: Exchange): CrossOriginRules => ({
      origins: allowed(exchange, origins, (origin) => normalOrigin(origin) ?? ''),
      methods:
        methods.length === 0 ? DEFAULT_METHODS : allowed(exchange, methods, (word) => word.toUpperCase()),
      headers: allowed(exchange, headers, (word) => word.toLowerCase()),
      exposed: exposed.map((header) => header.of(exchange)),
      allowCredentials: settings['allow-credentials'].of(exchange),
      preflightMaxAge: maxAge?.['preflight-result-max-age'].of(exchange) || undefined,
    });
    const parts = [...origins, ...methods, ...headers, ...exposed, ...Object.values(settings)];
    const isConstant =
      !parts.some((part) => part.isExpression) && !maxAge?.['preflight-result-max-age'].isExpression;
    let constantRules: CrossOriginRules | undefined;
    return (exchange) => {
      const origin = exchange.original.headers.text('Origin');
      if (origin === undefined) return undefined;
      const rules = (isConstant ? constantRules : undefined) ?? rulesFor(exchange);
      constantRules = rules;
      const terminates = settings['terminate-unmatched-request'].of(exchange);
      return exchange.original.method === 'OPTIONS'
        ? preflight(exchange, rules, origin)
        : actual(exchange, rules, origin, terminates);
    };
  },
});

/** "If this section isn't present, GET and POST are supported." */
const DEFAULT_METHODS: Allowed = new Set(['GET', 'POST']);

/** A preflight never reaches the backend: what the rules do not allow gets "an empty 200 OK response". */
function preflight(exchange: Exchange, rules: CrossOriginRules, origin: string): 'answered' | undefined {
  const asked = exchange.original.headers.text('Access-Control-Request-Method');
  if (asked === undefined) return undefined;
  const headers = exchange.original.headers.text('Access-Control-Request-Headers');
  const answer = answerPreflight(rules, { origin, method: asked, headers });
  exchange.note(
    answer === undefined ? `The preflight of ${origin} is not allowed.` : `Preflight of ${origin}.`,
  );
  exchange.response = makeAnswer(200, { headers: answer ?? {} });
  return 'answered';
}

/** "GET or HEAD request [that] doesn't match policy settings" ends empty if the document says so. */
function actual(
  exchange: Exchange,
  rules: CrossOriginRules,
  origin: string,
  terminates: boolean,
): 'answered' | undefined {
  if (allowsOrigin(rules, origin)) {
    const headers = Object.entries(answerHeaders(rules, origin));
    exchange.beforeAnswer((answer) => {
      for (const [header, value] of headers) answer.headers.set(header, value);
    });
    return undefined;
  }
  exchange.note(`The origin ${origin} is not allowed.`);
  const isSimple = exchange.original.method === 'GET' || exchange.original.method === 'HEAD';
  if (!terminates || !isSimple) return undefined;
  exchange.response = makeAnswer(200);
  return 'answered';
}

function listOf(parents: readonly Element[], item: string, load: Load): Setting<string>[] {
  return parents.flatMap(
    (parent) =>
      readElements(parent, { [item]: { required: true, many: true } }, load)[item]?.map((child) =>
        readText(child, item === 'method' ? methodOrAll : name, load),
      ) ?? [],
  );
}

const methodOrAll = {
  ...method,
  ofText: (given: string) => (given.trim() === '*' ? '*' : method.ofText(given)),
};

function allowed(
  exchange: Exchange,
  settings: readonly Setting<string>[],
  normal: (word: string) => string,
): Allowed {
  const words = settings.map((setting) => setting.of(exchange).trim());
  return words.includes('*') ? '*' : new Set(words.map(normal));
}

/** At the origin's own text: where a named value nobody gave is part of it, it cannot be judged. */
function reportOrigins(parents: readonly Element[], load: Load): void {
  for (const origin of parents.flatMap(({ children }) => children)) {
    if (origin.kind !== 'element' || origin.name !== 'origin') continue;
    const { constant } = readText(origin, name, load);
    if (constant === undefined || constant === '*' || normalOrigin(constant) !== undefined) continue;
    const { place } = origin.children[0] ?? origin;
    load.fault(place, `"${constant}" is not an origin: it needs a scheme and a host`);
  }
}
