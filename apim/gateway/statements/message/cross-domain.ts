import { define } from '../define.ts';
import { makeAnswer } from '../http/answer.ts';

/** Answers Flash's and Silverlight's question for `/crossdomain.xml` with the policy that stands in the element. */
export const crossDomain = define({
  name: 'cross-domain',
  sections: ['inbound'],
  attributes: {},
  freeContent: true,
  compile: ({ element }) => {
    const content = element.innerSource.trim();
    return (exchange) => {
      if (exchange.original.url.pathname !== '/crossdomain.xml') return undefined;
      exchange.response = makeAnswer(200, {
        headers: { 'Content-Type': 'text/x-cross-domain-policy' },
        body: content,
      });
      return 'answered';
    };
  },
});
