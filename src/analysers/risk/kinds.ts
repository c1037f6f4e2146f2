import type { RiskCategory } from '../../domain/risk.ts';

interface KindOfRisk {
  readonly category: RiskCategory;
  /** The worst it may come to, 0–1: what is lost now before what is coming, and that before what nobody has proven. */
  readonly severity: number;
  /** What takes the loss itself away. */
  readonly remedy: string;
}

const lost = (category: RiskCategory, severity: number, remedy: string): KindOfRisk => ({
  category,
  severity,
  remedy,
});

/** Every kind of risk with its place in the order of harm; docs/risk.md gives the reasons. */
export const kindsOfRisk = {
  intrusion: lost('security', 1, 'isolate the machines and find the last clean restore points'),
  'repository-offline': lost('capacity', 0.95, 'bring the repository back'),
  'data-stale': lost('data-quality', 0.95, 'let the collection run again'),
  'runs-failing': lost('job-failure', 0.95, 'remove the cause of the failures'),
  'job-silent': lost('job-failure', 0.9, 'let the job run again'),
  'workload-skipped': lost('protection', 0.9, 'bring the workload back into a run of its job'),
  'repository-filling': lost(
    'capacity',
    0.8,
    'lower retention or move backups until space that is ordered arrives',
  ),
  'job-stalled': lost('job-failure', 0.75, 'end the run that stands still and let the job run'),
  'workload-late': lost('protection', 0.7, 'make a usable restore point'),
  'never-backed-up': lost('protection', 0.7, 'add the machines to a job'),
  'agent-never-backed-up': lost(
    'protection',
    0.7,
    'add the computers to a job or a policy, or exclude them from their protection group',
  ),
  'test-failed': lost('recovery', 0.55, 'find out why the test failed and repeat it'),
  'failure-rate-rising': lost('job-failure', 0.5, 'stop the failures from becoming more'),
  'malware-suspected': lost('security', 0.5, 'scan the machine and mark it clean or infected'),
  'runs-slowing': lost('job-failure', 0.35, 'remove the bottleneck'),
  'certificate-expiring': lost('security', 0.4, 'renew the certificate'),
  'licence-expiring': lost('security', 0.4, 'renew the licence'),
  'workload-left': lost('protection', 0.35, 'add the workloads to a job, or accept that they go'),
  'configuration-backup': lost('security', 0.35, 'set the configuration backup right'),
  'immutability-gap': lost('security', 0.35, 'lock the backups against deletion'),
  'runs-warning': lost('job-failure', 0.35, 'remove the cause of the warnings'),
  'rto-missed': lost('recovery', 0.35, 'restore faster, or set another target'),
  'rpo-missed': lost('protection', 0.35, 'back up more often, or set another target'),
  'rule-not-met': lost('protection', 0.3, 'add the copy that is missing'),
  'never-tested': lost('recovery', 0.3, 'test restores of these workloads'),
  'retries-needed': lost('job-failure', 0.3, 'remove what makes the first attempt fail'),
  'analyzer-violations': lost('security', 0.3, 'set right what the analyzer found'),
  'licence-overdrawn': lost('security', 0.3, 'extend the licence or free instances'),
  'extent-out-of-service': lost('capacity', 0.25, 'put the extent back into service'),
  'components-outdated': lost('security', 0.25, 'update the components'),
  'efficiency-low': lost('efficiency', 0.25, 'look at what wastes the space'),
  'forecast-missing': lost('data-quality', 0.25, 'let the history grow, or import it'),
  'blind-spot': lost('data-quality', 0.3, 'give the account the right to read it'),
} as const satisfies Readonly<Record<string, KindOfRisk>>;

export type RiskKind = keyof typeof kindsOfRisk;

export function isRiskKind(text: string): text is RiskKind {
  return text in kindsOfRisk;
}
