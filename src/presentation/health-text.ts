import { changesLines, jobChangesLines } from './changes-text.ts';
import { estateLines } from './estate-text.ts';
import { explanationLines } from './explanation-text.ts';
import { groupsLines } from './group-text.ts';
import type { HealthContent, InsufficientContent } from './health-content.ts';
import { jobLines, jobListLines } from './job-text.ts';
import { refusalLines } from './refusal-text.ts';
import { headLines, sightLines } from './sight-text.ts';
import { workloadLines, workloadsLines } from './workload-text.ts';

/** Structured content in plain words; every fact of the one is in the other. */
export function healthText(content: HealthContent): string {
  return [...headLines(content), ...bodyLines(content)].join('\n');
}

function bodyLines(content: HealthContent): readonly string[] {
  switch (content.kind) {
    case 'estate':
      return estateLines(content);
    case 'jobs':
      return jobListLines(content);
    case 'job':
      return jobLines(content);
    case 'explanation':
      return explanationLines(content);
    case 'groups':
      return groupsLines(content);
    case 'workloads':
      return workloadsLines(content);
    case 'workload':
      return workloadLines(content);
    case 'changes':
      return changesLines(content);
    case 'job-changes':
      return jobChangesLines(content);
    case 'insufficient-data':
      return insufficientLines(content);
  }
}

function insufficientLines(content: InsufficientContent): readonly string[] {
  return [
    ...refusalLines(content.refused),
    `${content.status}: ${content.subject}: ${content.reason}. Next: ${content.next}.`,
    ...content.servers.flatMap(sightLines),
  ];
}
