import { childrenNamed, define, literal, optional } from '../define.ts';
import { copyAnswer, makeAnswer } from '../http/answer.ts';
import { compileBody } from '../set-body/body-content.ts';
import { compileHeaderEdit } from '../set-header/edit-header.ts';
import { compileStatus } from '../set-status.ts';
import { name } from '../setting-kinds.ts';
import { EVERYWHERE } from '../statement.ts';
import { brokenSetting } from '../statement-failure.ts';

/**
 * Ends the pipeline with an answer: "default 200 OK with no body", or a copy of a variable's response, changed as the
 * elements say (return-response-policy). A Liquid template in it sees an empty body, as the page warns.
 */
export const returnResponse = define({
  name: 'return-response',
  sections: EVERYWHERE,
  attributes: { 'response-variable-name': literal(optional(name)) },
  elements: { 'set-status': {}, 'set-header': { many: true }, 'set-body': {} },
  compile: ({ settings, element, load }) => {
    const variable = settings['response-variable-name'].constant;
    const statuses = childrenNamed(element, 'set-status').map((child) => compileStatus(child, load));
    const headers = childrenNamed(element, 'set-header').map((child) => compileHeaderEdit(child, load));
    const bodies = childrenNamed(element, 'set-body').map((child) => compileBody(child, load));
    return (exchange) => {
      const stored = variable === undefined ? undefined : exchange.answerOf(exchange.variables.get(variable));
      if (variable !== undefined && stored === undefined) {
        throw brokenSetting('return-response', `The variable ${variable} holds no response.`);
      }
      const answer = stored === undefined ? makeAnswer(200) : copyAnswer(stored);
      for (const apply of statuses) apply(exchange, answer);
      for (const edit of headers) edit(exchange, answer.headers, 'response');
      for (const content of bodies) {
        answer.body.replace(content.make(exchange, { text: '', contentType: undefined }));
      }
      exchange.response = answer;
      return 'answered';
    };
  },
});
