import { z } from 'zod';

const weight = (points: number, what: string) => z.number().min(0).default(points).describe(what);

/** The section `efficiency` of the settings file. */
export const efficiencySettings = z.strictObject({
  historyDays: z
    .int()
    .min(14)
    .max(365)
    .default(60)
    .describe('Days that trend, changes and unusual nights look back on'),
  weights: z
    .strictObject({
      deduplication: weight(25, 'What deduplication saves, against its target'),
      compression: weight(30, 'What compression saves, against its target'),
      trend: weight(15, 'Whether the reduction falls'),
      consistency: weight(15, 'How much it varies from night to night'),
      anomalies: weight(15, 'Unusual nights and falls of the level'),
    })
    .refine((all) => Object.values(all).some((each) => each > 0), 'one weight must be above 0')
    .prefault({})
    .describe('Points of the score parts; a part without data gives its weight to the others'),
  targets: z
    .strictObject({
      deduplication: z
        .number()
        .gt(1)
        .default(1.2)
        .describe('Data bytes for each byte that deduplication leaves: full points'),
      compression: z
        .number()
        .gt(1)
        .default(1.8)
        .describe('Bytes before for each byte after compression: full points'),
      excellent: z.number().min(1).default(2.5).describe('Both together: data by backup bytes'),
      good: z.number().min(1).default(2).describe('The same for GOOD'),
      fair: z.number().min(1).default(1.5).describe('The same for FAIR; below is POOR'),
    })
    .prefault({})
    .describe('What data of no known kind should reach'),
  databases: z
    .strictObject({
      namePattern: z
        .string()
        .max(300)
        .refine(isPattern, 'must be a regular expression')
        .default('(sql|oracle|postgres|mysql|hana|mongo|database)')
        .describe('Regular expression for workload and job names, without case'),
      excellent: z.number().min(1).default(2).describe('Data bytes for each byte on disk'),
      good: z.number().min(1).default(1.6).describe('The same for GOOD'),
      fair: z.number().min(1).default(1.2).describe('The same for FAIR; below is POOR'),
    })
    .prefault({})
    .describe('Targets of databases; where only a name speaks for one that is told as a guess'),
  unstructuredData: z
    .strictObject({
      excellent: z.number().min(1).default(1.6).describe('Data bytes for each byte on disk'),
      good: z.number().min(1).default(1.3).describe('The same for GOOD'),
      fair: z.number().min(1).default(1.1).describe('The same for FAIR; below is POOR'),
    })
    .prefault({})
    .describe('Targets of file shares and object storage: much of it was packed before'),
  incompressiblePercent: z
    .number()
    .gt(50)
    .lte(100)
    .default(95)
    .describe(
      'Where more than this remains all along, the data came packed or encrypted: no blame',
    ),
  pricePerTerabyteMonth: z
    .number()
    .positive()
    .nullable()
    .default(null)
    .describe('What 10^12 stored bytes cost a month; without it no money is told'),
  currency: z.string().max(10).default('').describe('Written behind a price'),
});

export type EfficiencySettings = z.infer<typeof efficiencySettings>;

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'i').source.length > 0;
  } catch {
    return false;
  }
}
