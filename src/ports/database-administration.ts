/** What `db status` shows. Passwords are in none of it. */
export interface DatabaseStatus {
  readonly kind: 'embedded' | 'external';
  readonly running: boolean;
  readonly host: string | null;
  readonly port: number | null;
  readonly serverVersion: string | null;
  readonly metricsSchema: number | null;
  readonly riskSchema: number | null;
  readonly newestSchema: { readonly metrics: number; readonly risk: number };
}

export interface MigrationReport {
  readonly database: 'metrics' | 'risk';
  readonly applied: readonly string[];
}

/** Starting, migrating and stopping the databases. */
export interface DatabaseAdministration {
  /** Makes sure PostgreSQL answers, starting the embedded one when no other is configured. */
  readonly ensureRunning: () => Promise<void>;
  /** Creates databases, schema, group roles and login members; safe to repeat and to run side by side. */
  readonly migrate: () => Promise<readonly MigrationReport[]>;
  readonly status: () => Promise<DatabaseStatus>;
  /** Stops the embedded server. `ifUnused` leaves it running while another client is connected; answers whether it stopped. */
  readonly stop: (options: { readonly ifUnused: boolean }) => Promise<boolean>;
}
