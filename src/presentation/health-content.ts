import type { HealthAnswer, InsufficientAnswer } from '../domain/health-answer.ts';
import type { AnswerLimits } from './answer-limits.ts';
import { type EstateContent, estateContent } from './estate-content.ts';
import { type JobContent, type JobListContent, jobContent, jobListContent } from './job-content.ts';
import { headOf, sightContent } from './sight-content.ts';
import { clean } from './wording.ts';

export type InsufficientContent = ReturnType<typeof insufficientContent>;
export type HealthContent = EstateContent | JobListContent | JobContent | InsufficientContent;

/** An answer as structured content: cleaned, rounded, instants as text; what is undefined is not told. */
export function healthContent(answer: HealthAnswer, limits: AnswerLimits): HealthContent {
  switch (answer.kind) {
    case 'estate':
      return estateContent(answer, limits);
    case 'jobs':
      return jobListContent(answer, limits);
    case 'job':
      return jobContent(answer, limits);
    case 'insufficient-data':
      return insufficientContent(answer, limits);
  }
}

function insufficientContent(answer: InsufficientAnswer, limits: AnswerLimits) {
  return {
    ...headOf(answer, limits),
    status: answer.kind,
    kind: answer.kind,
    subject: clean(answer.subject, limits.nameCharacters),
    reason: answer.reason,
    next: answer.next,
    servers: answer.servers.slice(0, limits.servers).map((server) => sightContent(server, limits)),
  };
}
