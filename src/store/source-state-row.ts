/** The columns a SourceState is made of, in the table and in its view; a selected row is one. */
export const sourceStateColumns = [
  'source',
  'availability',
  'checked_at as checkedAt',
  'last_available_at as lastAvailableAt',
  'reason',
  'rows_seen as rowsSeen',
  'rows_rejected as rowsRejected',
  'pending',
] as const;
