import { named, sameType, typeText } from '../type-ref.ts';
import type { TypeRef, Value } from '../value.ts';
import { DotnetObject } from '../value.ts';
import { fullName } from './object.ts';

/** System.Type: only names can be asked of it, never members. */
export class TypeObject extends DotnetObject {
  readonly described: TypeRef;
  readonly dotnetType: TypeRef = named('Type');
  constructor(described: TypeRef) {
    super();
    this.described = described;
  }

  override text(): string {
    return fullName(this.described);
  }

  override equals(other: Value): boolean {
    return other instanceof TypeObject && sameType(other.described, this.described);
  }

  override hashKey(): string {
    return `\0t${typeText(this.described)}`;
  }
}
