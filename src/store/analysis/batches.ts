/** Jobs handed to folding and analysis at once: enough to amortise a query, few enough to hold their runs in memory. */
export const jobsPerBatch = 20;
