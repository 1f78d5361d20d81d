import { define, literal, required } from './define.ts';
import { name } from './setting-kinds.ts';
import { EVERYWHERE } from './statement.ts';

/** Puts the statements of a policy fragment in its place ("fragment-id: expressions aren't allowed"). */
export const includeFragment = define({
  name: 'include-fragment',
  sections: EVERYWHERE,
  attributes: { 'fragment-id': literal(required(name)) },
  compile: ({ settings, element, load }) => {
    const id = settings['fragment-id'].constant;
    const fragment = id === undefined ? undefined : load.fragment(id);
    if (fragment !== undefined) return load.statements(fragment).run;
    if (id !== undefined) load.fault(element.place, `there is no policy fragment "${id}"`);
    return () => undefined;
  },
});
