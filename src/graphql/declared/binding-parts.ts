import type { RegionName } from '../../db/locality.ts';
import type { Catalog } from '../../loaders/catalog.ts';
import type { Cursors } from '../../loaders/cursor.ts';
import type { NodeIds } from '../../loaders/node-id.ts';
import type { LookAhead } from './look-ahead.ts';

/** Throws FORBIDDEN where scopes alone do not open a field, for a filter or an order tells of it too. */
export type RefuseUnreadable = (typeName: string, fieldName: string, scopes: ReadonlySet<string>) => void;

/** What declarations are bound with. */
export interface BindingParts {
  readonly catalog: Catalog;
  readonly lookAhead: LookAhead;
  readonly cursors: Cursors;
  readonly nodeIds: NodeIds;
  /** The region that a value of the region enum names. */
  readonly regionOf: (enumValue: string) => RegionName;
  readonly refuseUnreadable: RefuseUnreadable;
}
