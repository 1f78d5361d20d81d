import { define, optional, required, withDefault } from '../define.ts';
import { bool, name, oneOf, text } from '../setting-kinds.ts';
import { StatementFailure } from '../statement-failure.ts';

/**
 * Puts the access token of a connection to a credential provider into a variable. There is no credential manager here:
 * the connections and their tokens are the configuration's (`authorizations`). Whether an identity may use a connection
 * is for API Management to check, so `identity-type` and `identity` are read and decide nothing; the trace says so.
 */
export const getAuthorizationContext = define({
  name: 'get-authorization-context',
  // The page names inbound; Microsoft's policy toolkit has it in backend and outbound too.
  sections: ['inbound', 'backend', 'outbound'],
  attributes: {
    'provider-id': required(name),
    'authorization-id': required(name),
    'context-variable-name': required(name),
    'identity-type': withDefault(oneOf('managed', 'jwt'), 'managed'),
    identity: optional(text),
    'ignore-error': withDefault(bool, false),
  },
  compile: ({ settings, element, load }) => {
    const isJwt = element.attributes.get('identity-type')?.value === 'jwt';
    if (isJwt && !element.attributes.has('identity')) {
      load.fault(element.place, '<get-authorization-context> with identity-type="jwt" needs "identity"');
    }
    return (exchange) => {
      const provider = settings['provider-id'].of(exchange);
      const id = settings['authorization-id'].of(exchange);
      const variable = settings['context-variable-name'].of(exchange);
      const found = exchange.configured.authorization(provider, id);
      if (settings['identity-type'].of(exchange) === 'jwt') {
        settings.identity.of(exchange);
        exchange.note('Whether the identity may use the connection is not checked here.');
      }
      if (found !== undefined) exchange.variables.set(variable, found);
      else if (settings['ignore-error'].of(exchange)) exchange.variables.set(variable, null);
      else {
        // The page gives the status ("false: return 500") and no reason.
        throw new StatementFailure(
          'get-authorization-context',
          'AuthorizationNotFound',
          `There is no authorization "${id}" of the provider "${provider}".`,
          { statusCode: 500, message: 'Internal server error' },
        );
      }
      return undefined;
    };
  },
});
