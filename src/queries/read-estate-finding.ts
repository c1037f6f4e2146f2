import type { z } from 'zod';
import { estateMeasuresSchema } from '../analysers/health/measures.ts';
import type { Finding } from '../domain/finding.ts';
import type { ServerHealth } from '../domain/health-answer.ts';
import type { Judgement } from '../domain/job-answer.ts';
import { judgementOf, runCountsFrom } from './read-job-finding.ts';

/** Only what is shown, so that findings of another version stay readable. */
const shownMeasures = estateMeasuresSchema.pick({
  historyDays: true,
  jobs: true,
  runs: true,
  repositories: true,
  worstJobs: true,
});
const watchMeasures = estateMeasuresSchema.pick({ watch: true });

type EstateReading = Pick<
  ServerHealth,
  'judgement' | 'window' | 'jobs' | 'repositories' | 'lowestJobs' | 'watch'
>;

const notAnalysed: Judgement = { scored: null, reason: 'not analysed yet' };
const nothingRead = { window: null, jobs: null, repositories: null, lowestJobs: [], watch: null };

/** A server's estate finding as an answer shows it; measures that cannot be read are left out, never guessed. */
export function readEstateFinding(finding: Finding | null): EstateReading {
  if (finding === null) return { judgement: notAnalysed, ...nothingRead };
  const judgement = judgementOf(finding);
  const measures = shownMeasures.safeParse(finding.measures);
  const watch = watchMeasures.safeParse(finding.measures).data?.watch ?? null;
  return { judgement, ...(measures.success ? readingFrom(measures.data) : nothingRead), watch };
}

function readingFrom(
  measures: z.infer<typeof shownMeasures>,
): Omit<EstateReading, 'judgement' | 'watch'> {
  const { known, active, judged, notEnoughData, failing, quiet } = measures.jobs;
  return {
    window: { days: measures.historyDays, counts: runCountsFrom(measures.runs) },
    jobs: { known, active, judged, notEnoughData, failing, quiet },
    repositories: measures.repositories,
    lowestJobs: measures.worstJobs,
  };
}
