import type { ChangesAnswer, JobChangesAnswer } from './changes-answer.ts';
import type { ExplanationAnswer, GroupsAnswer } from './failure-answer.ts';
import type {
  EstateAnswer,
  InsufficientAnswer,
  JobAnswer,
  JobListAnswer,
} from './health-answer.ts';
import type { WorkloadAnswer, WorkloadsAnswer } from './workload-answer.ts';

/** What the health tools answer. */
export type HealthAnswer =
  | EstateAnswer
  | JobListAnswer
  | JobAnswer
  | ExplanationAnswer
  | GroupsAnswer
  | WorkloadsAnswer
  | WorkloadAnswer
  | ChangesAnswer
  | JobChangesAnswer
  | InsufficientAnswer;
