import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import type { Call } from '../context.ts';

/**
 * Apollo Sandbox as the landing page, in development only. The page is ours; what it shows is not: its script comes
 * from embeddable-sandbox.cdn.apollographql.com and its frame from sandbox.embed.apollographql.com, so the browser needs
 * the internet, and shows a line that says so where it has none. It sends its queries to the URL that the page came
 * from. Opened through API Management (or the local policy gateway) that adds what only it may add, so the
 * reader needs nothing but a token in the Authorization header.
 */
export function sandbox(shown: boolean): ApolloServerPlugin<Call> {
  if (!shown) return ApolloServerPluginLandingPageDisabled();
  return ApolloServerPluginLandingPageLocalDefault({
    embed: {
      endpointIsEditable: true,
      runTelemetry: false,
      initialState: {
        sharedHeaders: { Authorization: 'Bearer <the output of npm run -s token>' },
        pollForSchemaUpdates: false,
      },
    },
    document:
      '# Put a token into the Authorization header below, then run this.\nquery First {\n  __typename\n}\n',
    includeCookies: false,
  });
}
