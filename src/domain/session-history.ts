/** How long a VBR server keeps its sessions before it deletes them. */
export interface SessionHistory {
  readonly keepsAll: boolean;
  /** Of no meaning where all are kept. */
  readonly weeks: number;
}
