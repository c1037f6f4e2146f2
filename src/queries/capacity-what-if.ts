import { errorTables } from '../analysers/capacity/calibration.ts';
import type { ForecastFan } from '../analysers/capacity/forecast.ts';
import { levelOutlook } from '../analysers/capacity/level-outlook.ts';
import { loadsOfChanges } from '../analysers/capacity/loads-of-changes.ts';
import type { CapacityMeasures } from '../analysers/capacity/measures.ts';
import { plannedChangeForms, plannedChanges } from '../analysers/capacity/planned-change.ts';
import { orderBy, priorityOf, recommendedCapacity } from '../analysers/capacity/procurement.ts';
import { atLeastNow } from '../analysers/capacity/repository-forecast.ts';
import { withLoads } from '../analysers/capacity/what-if.ts';
import type { WhatIfShown } from '../domain/capacity-answer.ts';
import { Fault } from '../domain/errors.ts';
import { shownText } from '../domain/foreign-text.ts';
import type { AnswerContext } from './answer-context.ts';
import { type CapacityRow, levelShown } from './capacity-rows.ts';

/** The stored forecast of one repository with planned changes on top of it: the same model, the interval widened. */
export function whatIf(
  { calibration }: AnswerContext,
  asked: string,
  row: CapacityRow,
  others: readonly CapacityRow[],
): WhatIfShown {
  const { measures } = row;
  const fan = measures?.fan ?? null;
  if (
    measures === null ||
    fan === null ||
    measures.usableGib === null ||
    calibration === undefined
  ) {
    throw refused(
      `what_if cannot be answered for "${shownText(row.located.finding.subject.name, 80)}"`,
      measures?.noDates ?? 'there is no forecast to change',
      'ask without what_if',
    );
  }
  const read = plannedChanges(asked);
  if ('notUnderstood' in read) {
    const part = shownText(read.notUnderstood, 80);
    throw refused(
      `what_if "${part}" is not understood`,
      'nothing was computed',
      `write ${plannedChangeForms}`,
    );
  }
  const elsewhere = others.flatMap((other) =>
    other === row ? [] : (other.measures?.growth.jobs ?? []),
  );
  const changes = loadsOfChanges(read.changes, measures, elsewhere);
  if ('unknownJob' in changes) {
    const names = measures.growth.jobs.slice(0, 5).map(({ name }) => `"${shownText(name, 60)}"`);
    throw refused(
      `no single job "${shownText(changes.unknownJob, 80)}" is known there`,
      'nothing was computed',
      names.length === 0 ? 'name a job by its full name' : `jobs here: ${names.join(', ')}`,
    );
  }
  const { historyDays, ...rest } = fan;
  const tables = errorTables(calibration, historyDays);
  const now = atLeastNow({ ...rest, tables }, measures.usedGib);
  const forecast = withLoads<ForecastFan>(now, changes.loads);
  return {
    asked,
    ...changed(measures, forecast, measures.usableGib),
    understood: changes.understood,
    assumed: changes.assumed,
  };
}

function changed(
  { levels, leadTimeDays, safetyBufferPercent, originDay }: CapacityMeasures,
  forecast: ForecastFan,
  usableGib: number,
): Pick<WhatIfShown, 'levels' | 'priority' | 'recommendedGib'> {
  const told = levels[0]?.probabilities.map(({ withinDays }) => withinDays) ?? [];
  const days = [...new Set([...told, Math.min(leadTimeDays, forecast.path.length)])];
  const outlooks = levels.map(({ percent }) => ({
    percent,
    ...levelOutlook(
      forecast,
      (usableGib * percent) / 100,
      days.filter((each) => each > 0).toSorted((one, other) => one - other),
    ),
  }));
  const orders = orderBy(outlooks, leadTimeDays);
  return {
    levels: outlooks.map(({ level, probabilities, ...outlook }, place) =>
      levelShown(
        {
          ...outlook,
          levelGib: level,
          probabilities: [...probabilities],
          orderByDays: orders[place]?.likelyInDays ?? null,
          orderSafelyByDays: orders[place]?.safeInDays ?? null,
        },
        originDay,
      ),
    ),
    priority: priorityOf(outlooks, leadTimeDays),
    recommendedGib: recommendedCapacity(forecast, levels[0]?.percent ?? 100, safetyBufferPercent),
  };
}

function refused(happened: string, means: string, next: string): Fault {
  return new Fault({ code: 'input-invalid', happened, means, next });
}
