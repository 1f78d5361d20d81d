/** What the audit trail says of one operation. It holds no document text, no token and no row. */
export interface AuditRecord {
  /** When the call arrived, RFC 3339. */
  readonly time: string;
  readonly requestId: string;
  readonly traceId: string;
  readonly principal: {
    readonly subject: string;
    readonly tenant: string;
    readonly client: string;
  };
  readonly operation: {
    readonly name: string | undefined;
    readonly type: string;
    /** SHA-256 of the document. */
    readonly hash: string;
  };
  /** As sent, with what the contract calls sensitive left out. */
  readonly variables: unknown;
  /** The fields that the operation selects, as `Type.field`, sorted. */
  readonly coordinates: readonly string[];
  /** Those of them that the caller's scopes did not open. */
  readonly denied: readonly string[];
  readonly cost: number;
  /** `refused`: nothing ran. `partial`: some fields failed or were denied. */
  readonly status: 'ok' | 'partial' | 'failed' | 'refused';
  /** The codes of its errors, each once. */
  readonly errors: readonly string[];
  /** How many SQL statements it sent. */
  readonly statements: number;
  readonly milliseconds: number;
}
