/** The REST revisions of VBR v13 that we read, newest first. */
export const revisions = ['1.3-rev2', '1.3-rev1', '1.3-rev0'] as const;
export type Revision = (typeof revisions)[number];

/** What a VBR server says of itself; build and vbrId are null where the role does not show serverInfo. */
export interface ServerInfo {
  readonly vbrId: string | null;
  readonly name: string | null;
  readonly buildVersion: string | null;
  readonly platform: string | null;
}

/** How the server's offset-less times become instants, and how sure that is. */
export interface ServerClock {
  /** The server's own clock when it was asked. */
  readonly serverTime: Date;
  readonly offsetMinutes: number;
  /** IANA zone name; null when only the present offset is known, so a time across a DST change may be an hour off. */
  readonly zone: string | null;
  /** Server clock minus ours, seconds. */
  readonly skewSeconds: number;
}

/** One VBR installation as we know it: `id` is ours, made at first contact and bound to the configured entry. */
export interface VbrServer {
  readonly id: number;
  /** Name of the entry in the settings. */
  readonly entry: string;
  readonly address: string;
  readonly revision: Revision;
  readonly info: ServerInfo | null;
}
