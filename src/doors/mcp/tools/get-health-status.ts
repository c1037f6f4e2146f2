import { z } from 'zod';
import { healthReply } from '../../../presentation/health-reply.ts';
import { healthScopes } from '../../../queries/health-request.ts';
import { healthStatus } from '../../../queries/health-status.ts';
import { defineTool, everyToolAnswers, everyToolTakes } from '../tool.ts';

const row = z.looseObject({ job: z.string() });

/** F1: which jobs fail, since when and why, and how healthy the estate is. */
export const getHealthStatus = defineTool({
  name: 'get_health_status',
  title: 'Backup health',
  description:
    'Which jobs failed and since when; retries that healed; score; failures of one cause (groups); machines without a good restore point (workload); what changed; how fresh the data is and what it cannot see. Returns figures with session ids and log lines.',
  input: z.object({
    ...everyToolTakes,
    scope: z
      .enum(healthScopes)
      .optional()
      .describe(
        'estate (default); job: all, worst first, or one; workload: those not protected, or one; groups; changes: since, or with job last good to first bad run',
      ),
    job: z.string().max(300).optional().describe('Job name, part of it, or id'),
    workload: z.string().max(300).optional().describe('Workload name'),
    since: z.string().max(40).optional().describe('24h (default of estate), 7d or ISO time'),
  }),
  output: z.looseObject({
    ...everyToolAnswers,
    verdict: z.enum(['healthy', 'attention', 'unknown']).optional(),
    failedRuns: z.array(row).optional(),
    jobs: z.array(row).optional(),
    page: z.looseObject({ total: z.number(), nextCursor: z.string().optional() }).optional(),
  }),
  answer: async (context, request) =>
    healthReply(await healthStatus(context, request), request.detail ?? 'summary'),
});
