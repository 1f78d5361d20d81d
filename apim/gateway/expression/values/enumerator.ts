import type { Run } from '../run.ts';
import { named } from '../type-ref.ts';
import { DotnetObject, type TypeRef, type Value } from '../value.ts';
import { enumerate } from './enumerate.ts';

/** IEnumerator<T>: a sequence and how far it was gone through. */
export class Enumerator extends DotnetObject {
  readonly dotnetType: TypeRef;
  readonly #items: Iterator<Value>;
  current: Value = null;
  constructor(source: Value, elementType: TypeRef, run: Run) {
    super();
    this.dotnetType = named('IEnumerator', elementType);
    this.#items = enumerate(source, run);
  }

  moveNext(run: Run): boolean {
    run.step();
    const next = this.#items.next();
    this.current = next.done === true ? null : next.value;
    return next.done !== true;
  }
}
