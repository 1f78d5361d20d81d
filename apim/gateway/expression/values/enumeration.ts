import type { TypeRef, Value } from '../value.ts';
import { DotnetObject } from '../value.ts';

/** A value of an enum; members of one enum are unique objects unless flags are combined. */
export class EnumValue extends DotnetObject {
  readonly dotnetType: TypeRef;
  readonly value: number;
  readonly label: string;
  constructor(dotnetType: TypeRef, value: number, label: string) {
    super();
    this.dotnetType = dotnetType;
    this.value = value;
    this.label = label;
  }

  override text(format: string | null): string {
    if (format === 'D' || format === 'd') return String(this.value);
    if (format === 'X' || format === 'x') return this.value.toString(16).padStart(8, '0');
    return this.label;
  }

  override equals(other: Value): boolean {
    return (
      other instanceof EnumValue &&
      other.dotnetType.name === this.dotnetType.name &&
      other.value === this.value
    );
  }

  override hashKey(): string {
    return `\0e${this.dotnetType.name} ${this.value}`;
  }

  override compareTo(other: Value): number | null {
    return other instanceof EnumValue ? Math.sign(this.value - other.value) : null;
  }
}
