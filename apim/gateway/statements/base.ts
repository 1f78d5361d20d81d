import { define } from './define.ts';
import { EVERYWHERE } from './statement.ts';

/** Runs the same section of the parent scope at this place. */
export const base = define({
  name: 'base',
  page: 'api-management-howto-policies',
  sections: EVERYWHERE,
  attributes: {},
  compile: ({ load }) => load.base().run,
});
