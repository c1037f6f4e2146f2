import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Predictions } from './cross-fitted.ts';
import { type DevelopmentSet, isReal } from './development-set.ts';
import { runNode } from './run-command.ts';

/** The scorer writes what it cannot know as null. */
const figure = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);

const atHorizon = z.object({
  MASE: figure,
  cov80: figure,
  cov95: figure,
  MSIS80: figure,
  MSIS95: figure,
});

const scoreSchema = z.object({
  n: z.number(),
  14: atHorizon,
  30: atHorizon,
  60: atHorizon,
  cross: z.object({
    maeCens: figure,
    missPct: figure,
    falsePct: figure,
    cov80: figure,
    cov95: figure,
  }),
});

export type Score = z.infer<typeof scoreSchema>;

/** What the scorer says of all origins and of those of real series. */
export async function score(
  set: DevelopmentSet,
  folder: string,
  { forecasts, crossings }: Predictions,
): Promise<{ readonly all: Score; readonly real: Score }> {
  const keys = join(folder, 'real.csv');
  const real = set.origins.filter(({ seriesId }) => isReal(seriesId));
  await writeFile(
    keys,
    `series_id,origin\n${real.map(({ seriesId, day }) => `${seriesId},${day}`).join('\n')}\n`,
  );
  const command = [
    ...[set.scorer, set.seriesFile, forecasts, '--json'],
    ...['--levels', set.levelsFile, '--cross', crossings],
  ];
  const parse = (text: string) => scoreSchema.parse(JSON.parse(text));
  return {
    all: parse(await runNode(command)),
    real: parse(await runNode([...command, '--only', keys])),
  };
}
