import { BlockList, isIP } from 'node:net';
import { define, readAttributes, readText, required } from '../define.ts';
import type { Exchange } from '../exchange.ts';
import { byText, oneOf } from '../setting-kinds.ts';
import type { Element, Load, Setting } from '../statement.ts';
import { StatementFailure } from '../statement-failure.ts';

const address = byText('an IP address', (given) => (isIP(given.trim()) === 0 ? undefined : given.trim()));

const RANGE = { from: required(address), to: required(address) } as const;

/** Lets calls through, or not, by the caller's address; the reasons and texts of the error-handling page. */
export const ipFilter = define({
  name: 'ip-filter',
  sections: ['inbound'],
  attributes: { action: required(oneOf('allow', 'forbid')) },
  elements: { address: { many: true }, 'address-range': { many: true } },
  compile: ({ settings, elements, element, load }) => {
    if (elements.address.length + elements['address-range'].length === 0) {
      load.fault(element.place, '<ip-filter> needs an <address> or an <address-range>');
    }
    const lists = compileList(elements.address, elements['address-range'], load);
    return (exchange) => {
      const caller = exchange.context.Request.IpAddress;
      const version = isIP(caller);
      if (version === 0) {
        throw refused(
          'FailedToParseCallerIP',
          'Failed to establish IP address for the caller. Access denied.',
        );
      }
      const listed = lists(exchange).check(caller, family(caller));
      const allows = settings.action.of(exchange) === 'allow';
      if (allows && !listed) {
        throw refused('CallerIpNotAllowed', `Caller IP address ${caller} is not allowed. Access denied.`);
      }
      if (!allows && listed) throw refused('CallerIpBlocked', 'Caller IP address is blocked. Access denied.');
      return undefined;
    };
  },
});

/** What the caller sees is not documented; the reasons are for `context.LastError`. */
function refused(reason: string, message: string): StatementFailure {
  return new StatementFailure('ip-filter', reason, message, { statusCode: 403, message: 'Forbidden' });
}

const family = (given: string): 'ipv4' | 'ipv6' => (isIP(given) === 4 ? 'ipv4' : 'ipv6');

function compileList(
  addresses: readonly Element[],
  ranges: readonly Element[],
  load: Load,
): (exchange: Exchange) => BlockList {
  const single = addresses.map((element) => readText(element, address, load));
  const between = ranges.map((element) => readAttributes(element, RANGE, load));
  for (const [index, { from, to }] of between.entries()) {
    const isOrdered = from.constant === undefined || to.constant === undefined || orders(from, to);
    const place = ranges[index]?.place;
    if (!isOrdered && place)
      load.fault(place, '<address-range> must go from a lower address to a higher one');
  }
  const settings: Setting<string>[] = [...single, ...between.flatMap(({ from, to }) => [from, to])];
  const isConstant = !settings.some((setting) => setting.isExpression);
  let constantList: BlockList | undefined;
  return (exchange) => {
    if (isConstant && constantList !== undefined) return constantList;
    const list = new BlockList();
    for (const one of single) list.addAddress(one.of(exchange), family(one.of(exchange)));
    for (const { from, to } of between) {
      list.addRange(from.of(exchange), to.of(exchange), family(from.of(exchange)));
    }
    constantList = list;
    return list;
  };
}

function orders(from: Setting<string>, to: Setting<string>): boolean {
  try {
    new BlockList().addRange(from.constant ?? '', to.constant ?? '', family(from.constant ?? ''));
    return true;
  } catch {
    return false;
  }
}
