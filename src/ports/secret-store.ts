/** Keeps secrets out of settings files, arguments and logs. Names are ours, such as `database-owner`. */
export interface SecretStore {
  readonly read: (name: string) => Promise<string | null>;
  readonly write: (name: string, value: string) => Promise<void>;
}
