/** Makes and checks the plans of every server, apart from everything that reads VBR; gives counts. */
export type Planner = (
  passId: string,
  asOf: Date,
  signal: AbortSignal,
) => Promise<Readonly<Record<string, number>>>;
