/** What differs between the two engines on the wire. Everything else is the same text on both. */
export interface Engine {
  readonly name: 'cockroach' | 'postgres';
  /** `db.system.name` of the semantic conventions. */
  readonly system: 'cockroachdb' | 'postgresql';
  /**
   * Parameters of the start-up message. CockroachDB's generic plans replace constrained scans by lookup joins, which
   * leave the region (docs: cost-based-optimizer); PostgreSQL plans a partitioned table anew each time by its own choice.
   */
  readonly startup: Readonly<Record<string, string>>;
  /**
   * Whether a plan that was made without the values may serve bounded statements. PostgreSQL plans a statement on a
   * partitioned table anew each time, which takes longer than running it; a generic plan still reads one partition,
   * chosen as it starts.
   */
  readonly genericPlans: boolean;
  /** Whether one transaction may hold several schema changes. */
  readonly transactionalSchemaChanges: boolean;
}

const cockroach: Engine = {
  name: 'cockroach',
  system: 'cockroachdb',
  startup: { plan_cache_mode: 'force_custom_plan' },
  genericPlans: false,
  transactionalSchemaChanges: false,
};

const postgres: Engine = {
  name: 'postgres',
  system: 'postgresql',
  startup: { plan_cache_mode: 'auto' },
  genericPlans: true,
  transactionalSchemaChanges: true,
};

/** The engine that answers `select version()` with this text. */
export function engineOf(version: string): Engine {
  return version.startsWith('CockroachDB') ? cockroach : postgres;
}
