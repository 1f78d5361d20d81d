import { define, optional, withDefault } from '../define.ts';
import type { HeaderList } from '../http/header-list.ts';
import { byText, integer, name } from '../setting-kinds.ts';
import { conclude, type Finding } from './action.ts';
import { checkODataOptions } from './odata-options.ts';

const NAME = 'validate-odata-request';

/** A version as OData counts them: 4.01 comes after 4.0. */
const version = byText('an OData version such as "4.0"', versionOf);

/**
 * Validates the headers, the size and the query options of a request to an OData API by the protocol alone: no metadata
 * is known here, so paths and names of properties are not looked at; the trace says so.
 */
export const validateODataRequest = define({
  name: NAME,
  sections: ['inbound'],
  once: true,
  notOnHandshake: true,
  attributes: {
    'error-variable-name': optional(name),
    'default-odata-version': withDefault(version, 4),
    'min-odata-version': optional(version),
    'max-odata-version': optional(version),
    'max-size': optional(integer(0)),
  },
  compile:
    ({ settings }) =>
    async (exchange) => {
      const { headers, query, body } = exchange.request;
      const findings: Finding[] = [];
      const add = (about: string, rule: string, details: string) =>
        findings.push({
          action: 'prevent',
          name: about,
          type: 'ODataRequest',
          rule,
          details,
          shown: details,
        });
      const maxSize = settings['max-size'].of(exchange);
      if (maxSize !== undefined) {
        const { length } = await body.bytes();
        if (length > maxSize) {
          const details = `Request's body is ${length} bytes long and it exceeds the limit of ${maxSize} bytes.`;
          add('', 'SizeLimit', details);
        }
      }
      const given = headerVersion(headers, 'OData-Version');
      if (given === 'wrong')
        add('OData-Version', 'ODataVersion', 'The header OData-Version is not one version.');
      const actual = typeof given === 'number' ? given : settings['default-odata-version'].of(exchange);
      const min = settings['min-odata-version'].of(exchange) ?? Number.NEGATIVE_INFINITY;
      const max = settings['max-odata-version'].of(exchange) ?? Number.POSITIVE_INFINITY;
      if (actual < min || actual > max) {
        add('OData-Version', 'ODataVersion', 'The OData version of the request is not accepted.');
      }
      const highest = headerVersion(headers, 'OData-MaxVersion');
      if (highest === 'wrong' || (typeof highest === 'number' && highest < actual)) {
        const details = 'The header OData-MaxVersion is not one version, or one before OData-Version.';
        add('OData-MaxVersion', 'ODataVersion', details);
      }
      for (const { name: option, details } of checkODataOptions(query))
        add(option, 'IncorrectMessage', details);
      exchange.note('No OData metadata is known here: paths and properties are not validated.');
      conclude(NAME, exchange, settings['error-variable-name'].of(exchange), findings);
      return undefined;
    },
});

/** The version in a header: absent, one, or something else. */
function headerVersion(headers: HeaderList, header: string): number | 'wrong' | undefined {
  const values = headers.get(header) ?? [];
  if (values.length === 0) return undefined;
  const [only] = values.length === 1 ? values : [];
  return (only === undefined ? undefined : versionOf(only)) ?? 'wrong';
}

function versionOf(text: string): number | undefined {
  return /^\d+\.\d+$/.test(text.trim()) ? Number(text) : undefined;
}
