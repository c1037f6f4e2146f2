import { z } from 'zod';

/** How much a business leans on a workload, the most first. */
export const businessTiers = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const;
export type BusinessTier = (typeof businessTiers)[number];

const tier = z.enum(businessTiers);
const words = z.array(z.string().regex(/\p{L}/u, 'holds no letter'));

const critical = 'erp,sap,dc,pdc,adds,domain controller,pki,payroll,payment,payments,core';
const high = 'exchange,mail,sql,oracle,postgres,db,database,prod,production,crm,file,fs,nas,web';
const medium = 'app,application,print,intranet,wiki,monitoring';
const low = 'test,dev,development,lab,sandbox,temp,tmp,demo,staging,training';

/** The section `tiers` of the settings file: which workloads the business leans on most. */
export const tierSettings = z.strictObject({
  defaultTier: tier
    .default('MEDIUM')
    .describe('Tier of a workload that no override and no pattern names'),
  patterns: z
    .strictObject({
      CRITICAL: words.default(critical.split(',')).describe('Whole words in names, without case'),
      HIGH: words.default(high.split(',')).describe('The same; where several fit the highest wins'),
      MEDIUM: words.default(medium.split(',')).describe('Digits and signs separate words'),
      LOW: words.default(low.split(',')).describe('"Template" holds no word "temp"'),
    })
    .prefault({}),
  overrides: z
    .array(
      z.strictObject({
        workload: z.string().min(1).describe('Its whole name, without case'),
        tier,
        reason: z.string().min(1).describe('Who decided, or why'),
      }),
    )
    .default([])
    .describe('Workloads whose tier somebody decided: workload, tier, reason'),
});

export type TierSettings = z.infer<typeof tierSettings>;
