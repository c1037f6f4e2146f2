/** Jobs folded at once: their sessions are wide rows, and the next batch is read while one is written. */
export const jobsPerFold = 20;

/** Jobs analysed at once: enough to amortise a query, few enough to hold their runs in memory. */
export const jobsPerAnalysis = 50;
