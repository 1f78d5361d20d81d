import { define, required, withDefault } from '../define.ts';
import { bool, text } from '../setting-kinds.ts';
import { brokenSetting } from '../statement-failure.ts';
import { rewriteUri, TemplateFault } from './rewrite.ts';

/** Changes path and query of the forwarded request; "when expressions are used, the whole value must be an expression". */
export const rewriteUriStatement = define({
  name: 'rewrite-uri',
  sections: ['inbound'],
  attributes: { template: required(text), 'copy-unmatched-params': withDefault(bool, true) },
  compile:
    ({ settings }) =>
    (exchange) => {
      const { request, context } = exchange;
      const matched = context.Request.MatchedParameters;
      const copies = settings['copy-unmatched-params'].of(exchange);
      try {
        // What an expression gives is a URI already: braces in it are no parameters.
        const template = settings.template.of(exchange);
        const given = settings.template.isExpression
          ? template.replaceAll('{', '%7B').replaceAll('}', '%7D')
          : template;
        const { path, query } = rewriteUri(given, matched, request.query, copies);
        request.path = path;
        request.query = [...new URLSearchParams(query)];
      } catch (error) {
        if (error instanceof TemplateFault)
          throw brokenSetting('rewrite-uri', error.message, { cause: error });
        throw error;
      }
    },
});
