import type { CapacityContent, RepositoryRow } from './capacity-content.ts';
import { levelText } from './level-content.ts';
import { pageLines } from './page-text.ts';
import { sightLines } from './sight-text.ts';
import { changeText, sizeText } from './size-text.ts';
import { counted, onServer, quoted } from './wording.ts';

/** Repositories by how pressing they are, in words. */
export function capacityLines(content: CapacityContent): string[] {
  const { priorities, horizonDays, leadTimeDays, withoutDates } = content;
  const counts = Object.entries(priorities).map(([priority, count]) => `${count} ${priority}`);
  return [
    ...content.servers.flatMap(sightLines),
    `${counted(content.page.total, 'repository').replace(/ys$/, 'ies')}: ${counts.join(', ')}; ${withoutDates} without dates. Dates: likely day (80 % interval), up to ${horizonDays} d ahead; an order takes ${leadTimeDays} d.`,
    ...content.repositories.map(
      (row) => `- ${rowText(row, horizonDays, leadTimeDays)}${onServer(row.server)}`,
    ),
    ...pageLines(content.page),
  ];
}

/** One repository in one line. */
export function rowText(row: RepositoryRow, horizonDays: number, leadTimeDays: number): string {
  const parts = [
    `${row.priority} ${quoted(row.repository)}: ${usedText(row)}`,
    ...row.levels.map((level) => levelText(level, horizonDays)),
    ...row.levels
      .slice(-1)
      .flatMap(({ percent, orderBy }) =>
        orderBy === undefined ? [] : [`order for ${percent} % by ${orderBy}`],
      ),
    row.fullBeforeOrderPercent === undefined
      ? null
      : `${row.fullBeforeOrderPercent} % likely to be full before an order of ${leadTimeDays} d arrives`,
    row.noDates === undefined ? null : `no dates: ${row.noDates}`,
    historyText(row),
  ];
  return parts.filter((part) => part !== null).join('; ');
}

function usedText({ usedGib, capacityGib, usedPercent, growthGibPerDay }: RepositoryRow): string {
  if (usedGib === undefined) return 'used space not known';
  const of = capacityGib === undefined ? '' : ` of ${sizeText(capacityGib)}`;
  const share = usedPercent === undefined ? '' : ` (${usedPercent} %)`;
  const growth = growthGibPerDay === undefined ? '' : `, ${changeText(growthGibPerDay)}/d expected`;
  return `${sizeText(usedGib)}${of} used${share}${growth}`;
}

function historyText({ historyDays, rebuiltDays, importedDays }: RepositoryRow): string {
  const rebuilt = rebuiltDays === undefined ? [] : [`${rebuiltDays} rebuilt from backup files`];
  const imported = importedDays === undefined ? [] : [`${importedDays} imported`];
  const told = [...rebuilt, ...imported];
  return `history ${historyDays} d${told.length === 0 ? '' : ` (${told.join(', ')})`}`;
}
