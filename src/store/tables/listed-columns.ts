/** What every table of a listed kind has beside the columns of its rows. */
export interface ListedColumns {
  vbr_server_id: number;
  id: string;
  first_seen_at: Date;
  last_seen_at: Date;
  /** False once a complete list no longer held it. */
  is_listed: boolean;
}
