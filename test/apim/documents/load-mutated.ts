import { readFileSync } from 'node:fs';
import { checkDocuments } from '../../../apim/gateway/commands/check.ts';
import { mutate, seededRandom } from './mutate.ts';

/** The documents that mutations begin with: those that are deployed, and one that uses what they do not. */
const SEEDS: readonly string[] = [
  ...['global.policy.xml', 'api.policy.xml', 'fragments/on-error.fragment.xml'].map((file) =>
    readFileSync(new URL(`../../../apim/policies/${file}`, import.meta.url), 'utf8'),
  ),
  `<policies><inbound><base /><set-body template="liquid">{% if body.a < 1 %}<x>{{body.b}}</x>{% endif %}</set-body>
  <choose><when condition="@(context.Request.Headers.GetValueOrDefault("a","") == "b" &amp;&amp; 1 < 2)"><return-response>
  <set-status code="@(200 + 1)" reason="x" /><set-body>@{ var o = new JObject(); foreach (var i in new[] { 1, 2 }) { o[$"k{i}"] = i; } return o.ToString(); }</set-body>
  </return-response></when><otherwise><rewrite-uri template='@("/" + context.RequestId)' /></otherwise></choose>
  <send-request mode="new" response-variable-name="r" timeout="5" ignore-error="true"><set-url>http://localhost/{{x}}</set-url><set-method>GET</set-method></send-request>
  <cache-lookup-value key="k" variable-name="v" /><![CDATA[ <y> ]]><!-- c --></inbound><backend><retry condition="@(false)" count="2" interval="1"><forward-request /></retry></backend>
  <outbound><find-and-replace from="a" to="@("b")" /></outbound><on-error><base /></on-error></policies>`,
];

/** What came of loading mutated documents. */
export type Loaded = {
  readonly count: number;
  readonly loaded: number;
  /** CPU milliseconds. */
  readonly slowestMs: number;
  readonly slowest: string;
};

/** Loads `count` mutated documents, each with and without named values. Throws what the loader throws: it must not. */
export function loadMutated(count: number, seed: number, onEach: (done: number) => void = () => {}): Loaded {
  const random = seededRandom(seed);
  let loaded = 0;
  let slowestMs = 0;
  let slowest = '';
  for (let done = 0; done < count; done += 1) {
    const text = mutate(SEEDS, random);
    const start = process.threadCpuUsage();
    const [checked] = checkDocuments(
      [{ file: 'mutated.xml', text }],
      done % 2 === 0 ? undefined : new Map([['x', '"<&']]),
    );
    // CPU time: on a busy machine the clock goes on while this process waits for its turn.
    const used = process.threadCpuUsage(start);
    const elapsed = (used.user + used.system) / 1000;
    if (elapsed > slowestMs) {
      slowestMs = elapsed;
      slowest = text;
    }
    if (checked?.loaded) loaded += 1;
    if (checked !== undefined && !checked.loaded && checked.problems.length === 0) {
      throw new Error(`A document was refused without a reason: ${text}`);
    }
    onEach(done + 1);
  }
  return { count, loaded, slowestMs, slowest };
}
