import { confidenceFrom } from '../../domain/confidence.ts';
import type { Finding } from '../../domain/finding.ts';
import { gradeOf } from '../../domain/grade.ts';
import type { CapacityFold } from './estate-fold.ts';

/** One server's facts beside its repositories. */
export interface CapacityEstateFacts {
  readonly vbrServerId: number;
  readonly name: string;
  readonly asOf: Date;
}

const method = 'capacity/1: the score of the repository that is nearest to be full';

/** How pressing the estate's space is: as pressing as that of its worst repository. */
export function assessCapacityEstate(
  fold: CapacityFold,
  { vbrServerId, name, asOf }: CapacityEstateFacts,
): Finding {
  const { worst, ...measures } = fold;
  const subject = { kind: 'estate', id: String(vbrServerId), name } as const;
  const base = { feature: 'capacity', subject, asOf, method, measures } as const;
  const dated = fold.repositories - fold.withoutDates - fold.unreadable;
  if (worst === null) {
    const reason = `no repository has a date: ${fold.repositories} known`;
    return { ...base, status: 'insufficient-data', reason };
  }
  const reason = `the worst of ${dated} repositories is ${worst.name}`;
  const { score } = worst;
  return {
    ...base,
    status: 'scored',
    score,
    grade: gradeOf(score),
    parts: [{ name: 'worst-repository', weight: 100, points: score, reason }],
    confidence: confidenceFrom([
      { name: 'sample', value: 1, reason: `${dated} repositories` },
      {
        name: 'completeness',
        value: Math.round((100 * dated) / fold.repositories) / 100,
        reason: `${fold.repositories - dated} repositories without a date`,
      },
    ]),
  };
}
