import type { CapacityEstateAnswer, RepositoryShown } from '../domain/capacity-answer.ts';
import type { AnswerLimits } from './answer-limits.ts';
import { type LevelDepth, levelContent } from './level-content.ts';
import { pageContent } from './page-content.ts';
import { headOf, sightContent } from './sight-content.ts';
import { clean, rounded } from './wording.ts';

/** Repositories by how pressing they are, as structured content. Sizes in GiB. */
export function capacityContent(answer: CapacityEstateAnswer, limits: AnswerLimits) {
  const rows = answer.repositories.rows.slice(0, limits.rows);
  const [first] = rows;
  return {
    ...headOf(answer, limits),
    status: 'answered' as const,
    kind: answer.kind,
    servers: answer.servers.slice(0, limits.servers).map((server) => sightContent(server, limits)),
    priorities: answer.counts,
    withoutDates: answer.withoutDates,
    horizonDays: first?.horizonDays ?? 0,
    leadTimeDays: first?.leadTimeDays ?? 0,
    repositories: rows.map((row) => ({
      server: answer.servers.length > 1 ? clean(row.serverEntry, limits.nameCharacters) : undefined,
      ...repositoryRow(row, limits, 'date'),
    })),
    page: pageContent(answer.repositories, rows.length),
  };
}

export type CapacityContent = ReturnType<typeof capacityContent>;

/** One repository in a row; as much of its levels as is asked for. */
export function repositoryRow(row: RepositoryShown, limits: AnswerLimits, depth: LevelDepth) {
  const { history, usedGib, usableGib, usedPercent, growthGibPerDay, fullBeforeOrder } = row;
  return {
    repository: clean(row.name, limits.nameCharacters),
    priority: row.priority ?? ('unknown' as const),
    usedGib: usedGib === null ? undefined : rounded(usedGib, 1),
    capacityGib: usableGib === null ? undefined : rounded(usableGib, 1),
    usedPercent: usedPercent === null ? undefined : rounded(usedPercent, 1),
    growthGibPerDay: growthGibPerDay === null ? undefined : rounded(growthGibPerDay, 1),
    noDates: row.noDates === null ? undefined : clean(row.noDates, limits.messageCharacters),
    levels: row.levels.map((level) => levelContent(level, depth)),
    fullBeforeOrderPercent:
      fullBeforeOrder === null ? undefined : rounded(100 * fullBeforeOrder, 0),
    historyDays: history.knownDays,
    rebuiltDays: history.rebuilt > 0 ? history.rebuilt : undefined,
    importedDays: history.imported > 0 ? history.imported : undefined,
  };
}

export type RepositoryRow = ReturnType<typeof repositoryRow>;
