import { estateLines } from './estate-text.ts';
import type { HealthContent, InsufficientContent } from './health-content.ts';
import { jobLines, jobListLines } from './job-text.ts';
import { headLines, sightLines } from './sight-text.ts';

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
    case 'insufficient-data':
      return insufficientLines(content);
  }
}

function insufficientLines(content: InsufficientContent): readonly string[] {
  return [
    `${content.status}: ${content.subject}: ${content.reason}. Next: ${content.next}.`,
    ...content.servers.flatMap(sightLines),
  ];
}
