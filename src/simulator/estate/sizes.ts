export const sizes = ['S', 'M', 'L', 'XL'] as const;
export type EstateSize = (typeof sizes)[number];

/** What an estate of a size is made of; about 50, 500, 2,000 and 5,000 machines. */
export interface SizeOptions {
  readonly jobs: number;
  readonly repositories: number;
  readonly sessions: number;
  readonly scaleOuts: number;
  /** How many of the repositories are extents of the scale-out ones. */
  readonly extents: number;
  readonly mostWorkloads: number;
}

const optionsBySize: Readonly<Record<EstateSize, SizeOptions>> = {
  S: { jobs: 10, repositories: 3, sessions: 1_500, scaleOuts: 0, extents: 0, mostWorkloads: 8 },
  M: { jobs: 60, repositories: 12, sessions: 9_000, scaleOuts: 2, extents: 6, mostWorkloads: 16 },
  L: {
    jobs: 200,
    repositories: 40,
    sessions: 35_000,
    scaleOuts: 6,
    extents: 24,
    mostWorkloads: 30,
  },
  XL: {
    jobs: 500,
    repositories: 100,
    sessions: 100_000,
    scaleOuts: 15,
    extents: 80,
    mostWorkloads: 30,
  },
};

export function optionsOfSize(size: EstateSize): SizeOptions {
  return optionsBySize[size];
}
