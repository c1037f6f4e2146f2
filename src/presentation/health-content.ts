import type { HealthAnswer } from '../domain/any-health-answer.ts';
import type { InsufficientAnswer } from '../domain/health-answer.ts';
import type { AnswerLimits } from './answer-limits.ts';
import {
  type ChangesContent,
  changesContent,
  type JobChangesContent,
  jobChangesContent,
} from './changes-content.ts';
import { type EstateContent, estateContent } from './estate-content.ts';
import { type ExplanationContent, explanationContent } from './explanation-content.ts';
import { type GroupsContent, groupsContent } from './group-content.ts';
import { type JobContent, type JobListContent, jobContent, jobListContent } from './job-content.ts';
import { headOf, sightContent } from './sight-content.ts';
import { clean } from './wording.ts';
import {
  type WorkloadContent,
  type WorkloadsContent,
  workloadContent,
  workloadsContent,
} from './workload-content.ts';

export type InsufficientContent = ReturnType<typeof insufficientContent>;
export type HealthContent =
  | EstateContent
  | JobListContent
  | JobContent
  | ExplanationContent
  | GroupsContent
  | WorkloadsContent
  | WorkloadContent
  | ChangesContent
  | JobChangesContent
  | InsufficientContent;

/** An answer as structured content: cleaned, rounded, instants as text; what is undefined is not told. */
export function healthContent(answer: HealthAnswer, limits: AnswerLimits): HealthContent {
  switch (answer.kind) {
    case 'estate':
      return estateContent(answer, limits);
    case 'jobs':
      return jobListContent(answer, limits);
    case 'job':
      return jobContent(answer, limits);
    case 'explanation':
      return explanationContent(answer, limits);
    case 'groups':
      return groupsContent(answer, limits);
    case 'workloads':
      return workloadsContent(answer, limits);
    case 'workload':
      return workloadContent(answer, limits);
    case 'changes':
      return changesContent(answer, limits);
    case 'job-changes':
      return jobChangesContent(answer, limits);
    case 'insufficient-data':
      return insufficientContent(answer, limits);
  }
}

function insufficientContent(answer: InsufficientAnswer, limits: AnswerLimits) {
  return {
    ...headOf(answer, limits),
    status: answer.kind,
    kind: answer.kind,
    refused: answer.refusal ?? undefined,
    subject: clean(answer.subject, limits.nameCharacters),
    reason: answer.reason,
    next: answer.next,
    servers: answer.servers.slice(0, limits.servers).map((server) => sightContent(server, limits)),
  };
}
