import { define, optional, required } from '../define.ts';
import { name } from '../setting-kinds.ts';
import { brokenSetting } from '../statement-failure.ts';
import { callDapr, DAPR_ATTRIBUTES } from './call-dapr.ts';
import { compileContent } from './message-content.ts';

const NAME = 'publish-to-dapr';

/** Sends a message to a topic of a Dapr Pub/Sub component: a Dapr runtime must run beside the gateway. */
export const publishToDapr = define({
  name: NAME,
  // The page names inbound; Microsoft's policy toolkit has it in outbound and on-error too.
  sections: ['inbound', 'outbound', 'on-error'],
  attributes: { 'pubsub-name': optional(name), topic: required(name), ...DAPR_ATTRIBUTES },
  freeContent: true,
  compile: ({ settings, element, load }) => {
    const content = compileContent(element, settings.template.constant !== undefined, load);
    return async (exchange) => {
      const path = ['publish', ...target(settings['pubsub-name'].of(exchange), settings.topic.of(exchange))];
      const body = await content(exchange);
      const contentType = settings['content-type'].constant;
      await callDapr(NAME, exchange, settings, { path, body, contentType });
      return undefined;
    };
  },
});

/** "If not present, the topic attribute value must be in the form of pubsub-name/topic-name." */
function target(component: string | undefined, topic: string): [string, string] {
  if (component !== undefined) return [component, topic];
  const slash = topic.indexOf('/');
  if (slash > 0 && slash < topic.length - 1) return [topic.slice(0, slash), topic.slice(slash + 1)];
  throw brokenSetting(NAME, 'publish-to-dapr/@topic must be "pubsub-name/topic-name" without "pubsub-name".');
}
