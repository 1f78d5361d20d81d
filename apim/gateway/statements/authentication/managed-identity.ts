import { declare, literal, optional, readAttributes, required, withDefault } from '../define.ts';
import type { Exchange } from '../exchange.ts';
import type { HeaderList } from '../http/header-list.ts';
import { bool, name } from '../setting-kinds.ts';
import type { Element, Load } from '../statement.ts';
import { StatementFailure } from '../statement-failure.ts';

const ATTRIBUTES = {
  resource: required(name),
  'client-id': literal(optional(name)),
  'output-token-variable-name': literal(optional(name)),
  'ignore-error': withDefault(bool, false),
} as const;

/**
 * Reads authentication-managed-identity, alone or within send-request. Without output-token-variable-name the token
 * overwrites `Authorization`, the caller's own token with it; with it "the variable [...] will receive token value",
 * and only that.
 */
export function compileManagedIdentity(
  element: Element,
  load: Load,
): (exchange: Exchange, headers: HeaderList) => Promise<void> {
  const settings = readAttributes(element, ATTRIBUTES, load);
  const variable = settings['output-token-variable-name'].constant;
  return async (exchange, headers) => {
    let token: string;
    try {
      token = await exchange.state.identity.get(
        settings.resource.of(exchange),
        settings['client-id'].constant,
      );
    } catch (cause) {
      if (settings['ignore-error'].of(exchange)) return;
      throw new StatementFailure(
        'authentication-managed-identity',
        'ManagedIdentityTokenNotObtained',
        cause instanceof Error ? cause.message : 'No managed identity token.',
        { statusCode: 500, message: 'Internal server error' },
        { cause },
      );
    }
    if (variable === undefined) headers.set('Authorization', `Bearer ${token}`);
    else exchange.variables.set(variable, token);
  };
}

/**
 * Gets a token of the gateway's own identity. The page names inbound alone; Microsoft's policy toolkit (IOutboundContext)
 * and documents in production have it in outbound too.
 */
export const authenticationManagedIdentity = declare({
  name: 'authentication-managed-identity',
  sections: ['inbound', 'outbound'],
  attributes: ATTRIBUTES,
  compile: (element, load) => {
    const authenticate = compileManagedIdentity(element, load);
    return async (exchange) => {
      await authenticate(exchange, exchange.request.headers);
      return undefined;
    };
  },
});
