import { type DrawnRepository, drawnRepository } from '../analysers/capacity/drawn-repository.ts';
import type { AnswerContext } from './answer-context.ts';
import { capacityRows } from './capacity-forecast.ts';
import { mostPressingFirst, repositoryShown } from './capacity-rows.ts';
import { seeServers } from './server-sight.ts';

/** One repository that can be drawn. */
export interface RepositoryChart {
  readonly serverEntry: string;
  readonly name: string;
  readonly drawn: DrawnRepository;
}

/** Every repository with a forecast, the most pressing first. */
export async function capacityCharts(context: AnswerContext): Promise<readonly RepositoryChart[]> {
  const { calibration } = context;
  if (calibration === undefined) return [];
  const rows = await capacityRows(context, await seeServers(context, undefined));
  return rows
    .map((row) => ({ row, shown: repositoryShown(row) }))
    .toSorted((one, other) => mostPressingFirst(one.shown, other.shown))
    .flatMap(({ row: { measures }, shown: { serverEntry, name } }) => {
      const drawn = measures === null ? null : drawnRepository(measures, calibration);
      return drawn === null ? [] : [{ serverEntry, name, drawn }];
    });
}
