import type { CauseContent, ExplanationContent } from './explanation-content.ts';
import { groupText } from './group-text.ts';
import { namesText } from './names-content.ts';
import { pageLines } from './page-text.ts';
import { pastText } from './run-text.ts';
import { sightLines } from './sight-text.ts';
import { counted, quoted } from './wording.ts';

const stateText = {
  failing: 'fails: its newest decided run failed',
  warning: 'does not fail, but its newest decided run warned',
  'not-failing': 'does not fail: its newest decided run succeeded',
  none: 'has no run that came to an end',
} as const;

/** Why a job fails, in words. */
export function explanationLines(content: ExplanationContent): string[] {
  const past = pastText(content);
  const lastGood =
    content.lastGoodRun === undefined ? '' : ` Last good run ${content.lastGoodRun}.`;
  return [
    `Job ${quoted(content.job)} (id ${content.jobId}) ${stateText[content.state]}.${lastGood}`,
    ...(past === '' ? [] : [`  ${past}.`]),
    ...causesHead(content),
    ...content.causes.flatMap(causeLines),
    ...pageLines(content.page),
    ...withoutCauseLines(content),
    ...(content.lastRuns ?? []).map(
      (run) =>
        `  Run ${run.started}: ${run.outcome}, ${counted(run.attempts, 'attempt')}, session ${run.session}${run.message === undefined ? '' : `: ${quoted(run.message)}`}`,
    ),
    ...content.servers.flatMap(sightLines),
  ];
}

function causesHead({ page, state }: ExplanationContent): string[] {
  if (page.total === 0)
    return [state === 'not-failing' ? 'No failure is kept.' : 'No cause is known.'];
  const of = state === 'not-failing' ? 'Of its last failure' : 'Causes, the heaviest first';
  return [`${of}: ${page.total}.`];
}

function withoutCauseLines({ runsWithoutCause }: ExplanationContent): string[] {
  if (runsWithoutCause === undefined) return [];
  return [
    `${counted(runsWithoutCause, 'run')} without a known cause: the log waits to be read, or VBR no longer has it.`,
  ];
}

function causeLines(cause: CauseContent): string[] {
  const { elsewhere, knowledgeBase = [], harmless } = cause;
  const articles = knowledgeBase.map(({ url, status }) => `${url} (${status})`);
  const known = cause.certainty === 'unknown' ? 'unknown' : `${cause.certainty} ${cause.cause}`;
  const newest = cause.inNewestRun ? '' : ', not in the newest run';
  return [
    `- ${known} (${cause.outcome}${newest}): ${cause.meaning ?? 'no signature names this text'}`,
    ...(harmless === undefined ? [] : [`    Known to do no harm: ${harmless}`]),
    `    ${evidenceText(cause)}`,
    `    Workloads ${namesText(cause.workloads)}; ${counted(cause.runsInARow, 'run')} in a row up to now, first seen ${cause.firstSeen}, last ${cause.lastSeen}.`,
    ...(elsewhere === undefined ? [] : [`    Same cause elsewhere: ${groupText(elsewhere)}`]),
    ...adviceLines(cause),
    ...(articles.length === 0 ? [] : [`    Article: ${articles.join(', ')}`]),
  ];
}

function evidenceText({ evidence }: CauseContent): string {
  const { task, workload, matched, line } = evidence;
  return [
    `${evidence.at} session ${evidence.session}`,
    task === undefined ? '' : ` task ${task}`,
    line === undefined ? ' message' : ` line ${line}`,
    workload === undefined ? '' : ` of ${quoted(workload)}`,
    `: ${quoted(evidence.text)}`,
    matched === undefined ? '' : `, matched ${quoted(matched)}`,
  ].join('');
}

function adviceLines({
  likelyCauses,
  firstChecks,
  directions,
  retryUseful,
}: CauseContent): string[] {
  const said = [
    ['Likely causes', likelyCauses],
    ['First checks', firstChecks],
    ['Directions', directions],
  ] as const;
  const lines = said.flatMap(([name, texts]) =>
    texts === undefined ? [] : [`    ${name}: ${texts.join('; ')}`],
  );
  return retryUseful === undefined ? lines : [...lines, `    A retry helps: ${retryUseful}.`];
}
