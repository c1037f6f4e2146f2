import { pageLines } from './page-text.ts';
import type {
  EstateRecoveryContent,
  FamilyContent,
  ManyContent,
  RecoveryContent,
  RecoveryRow,
} from './recovery-content.ts';
import { headLines, sightLines } from './sight-text.ts';
import { onServer, quoted } from './wording.ts';

/** Recovery in plain words, written from the structured content. */
export function recoveryText(content: RecoveryContent): string {
  return [
    ...headLines(content),
    ...content.estates.flatMap(estateLines),
    ...content.concurrent.flatMap(manyLines),
    ...(content.page === undefined ? [] : ['Least ready first:']),
    ...content.workloads.flatMap(rowLines),
    ...(content.page === undefined ? [] : pageLines(content.page)),
    ...content.servers.flatMap(sightLines),
  ].join('\n');
}

function estateLines(estate: EstateRecoveryContent): string[] {
  const { score, grade, labSessions } = estate;
  const ready = score === undefined ? 'not judged' : `${score} of 100 (${grade ?? '?'})`;
  return [
    `Recovery readiness on ${quoted(estate.server)}: ${ready}. SureBackup detail by machine: ${estate.sureBackupDetail}; lab sessions passed ${labSessions.passed}, failed ${labSessions.failed}.`,
    ...estate.tiers.map(
      ({ tier, workloads, proven, neverTested, levels }) =>
        `  ${tier}: ${workloads} workloads, proven ${proven}, never tested ${neverTested}; SLA ${Object.entries(
          levels,
        )
          .map(([level, count]) => `${level} ${count}`)
          .join(', ')}`,
    ),
    `  Tier by default alone: ${estate.tierByDefault}.`,
    ...estate.families.map(familyLine),
  ];
}

function familyLine(family: FamilyContent): string {
  const { range, worksPercent, mountUnknown, sessions = [] } = family;
  const times =
    family.method === 'range-only' ? `range ${range?.join('–')} min` : percentilesText(family);
  const said = family.method === 'not-enough-evidence' ? 'not enough evidence' : times;
  const works = worksPercent === undefined ? '' : `; works in ${worksPercent.join('–')} %`;
  const unknown = mountUnknown === undefined ? '' : `; mount not known of ${mountUnknown}`;
  const last = sessions.length === 0 ? '' : `; sessions ${sessions.join(', ')}`;
  const assumes = family.method === 'log-normal' ? 'assumes log-normal' : family.method;
  return `  ${family.family}: ${said}; timed ${family.timed}, failed ${family.failed}, ${assumes}${works}${unknown}${last}`;
}

function percentilesText(family: FamilyContent): string {
  const { p50, p90, p95, p50Between, p90Between, p95AtLeast, p95AtMost } = family;
  const minutes = (value: number | undefined) => value ?? 'not reached';
  const between = (bounds: FamilyContent['p50Between']) =>
    bounds === undefined ? '' : ` (${minutes(bounds.atLeast)} to ${minutes(bounds.atMost)})`;
  const least = p95AtLeast === undefined ? '' : `at least ${p95AtLeast}, `;
  const sure = `95 % sure: ${least}at most ${minutes(p95AtMost)}`;
  return `P50 ${minutes(p50)}${between(p50Between)}, P90 ${minutes(p90)}${between(p90Between)}, P95 ${minutes(p95)} min (${sure})`;
}

function manyLines(many: ManyContent): string[] {
  const { allBackP50Minutes, allBackP95Minutes, withinRtoPercent, mostWithinRto, runs } = many;
  const result =
    runs === undefined
      ? 'not enough evidence for any of them'
      : `all back in P50 ${allBackP50Minutes}, P95 ${allBackP95Minutes} min; ${withinRtoPercent} % within their RTO; the first ${mostWithinRto} surely (${runs} runs)`;
  return [
    `Restored at once${onServer(many.server)}: asked ${many.asked}, simulated ${many.simulated}, without estimate ${many.withoutEstimate}: ${result}. ${many.slots}; sharing ${many.sharing}.`,
  ];
}

function rowLines(row: RecoveryRow): string[] {
  const { lastProof, restoreTime, rto, rpo } = row;
  const reason = lastProof?.reason === undefined ? '' : `, reason ${quoted(lastProof.reason)}`;
  const proof =
    lastProof === undefined
      ? 'no proof of restore'
      : `last proof ${lastProof.depth} ${lastProof.at} (${lastProof.ageDays} d${lastProof.session === undefined ? '' : `, session ${lastProof.session}`}${reason})`;
  const time =
    typeof restoreTime === 'string'
      ? restoreTime
      : `P50 ${restoreTime.p50}, P95 ${restoreTime.p95} min by ${restoreTime.basis}`;
  return [
    `- ${quoted(row.workload)}${onServer(row.server)}: ${row.tier} (${row.tierWhy}); ${row.proof}, ${proof}; restore time: ${time}`,
    `  SLA ${row.sla}: RTO ${rto.is} (${rto.why ?? `predicted P95 ${rto.value} of ${rto.target} min`}); RPO ${rpo.is} (${rpo.why ?? `newest usable point ${rpo.value} of ${rpo.target} h old`})`,
  ];
}
