import type { GraphQLSchema } from 'graphql';
import type { AccessMap } from '../../contract/access-map.ts';
import { forbidden } from '../../contract/denial.ts';
import { DENY, opens } from '../../contract/guard.ts';
import { MeridianError } from '../../errors.ts';
import type { RefuseUnreadable } from './binding-parts.ts';

/** What binding a domain asks of a contract. */
export interface Bindable {
  readonly schema: GraphQLSchema;
  /** The row rules that `@policy` names on a field. */
  readonly policiesOf: (typeName: string, fieldName: string) => readonly string[];
  readonly refuseUnreadable: RefuseUnreadable;
}

/** The part of a contract that declarations are bound with. */
export function bindable({ schema, access }: { schema: GraphQLSchema; access: AccessMap }): Bindable {
  return {
    schema,
    policiesOf: (typeName, fieldName) =>
      access.fields.get(`${typeName}.${fieldName}`)?.written.policies?.flat() ?? [],
    refuseUnreadable(typeName, fieldName, scopes) {
      const coordinate = `${typeName}.${fieldName}`;
      const guards = access.fields.get(coordinate)?.guards ?? [DENY];
      // A row rule opens single rows; a filter or an order tells of all of them, so scopes alone count.
      if (guards.every((one) => opens(one, scopes))) return;
      const { message, details } = forbidden(coordinate, guards, scopes);
      throw new MeridianError('FORBIDDEN', message, details);
    },
  };
}
