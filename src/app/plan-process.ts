import { text } from 'node:stream/consumers';
import { compileCatalogue } from '../analysers/health/causes/compile-catalogue.ts';
import { isFault } from '../domain/errors.ts';
import { planRemediation } from '../pipeline/planning/plan-remediation.ts';
import { loadSignatures } from '../settings/failure-signatures.ts';
import { loadPlaybooks } from '../settings/playbooks.ts';
import { openPlanStore } from '../store/risk/plan-store.ts';
import { type PlanningAnswer, planningOrder } from './planning-order.ts';

// A process of its own: what it needs comes on standard input, and nothing that it imports can reach VBR or a secret store.
process.stdout.write(`${JSON.stringify(await answer())}\n`);

async function answer(): Promise<PlanningAnswer> {
  try {
    return { counts: await plan(await text(process.stdin)) };
  } catch (error) {
    return { fault: faultOf(error) };
  }
}

async function plan(given: string): Promise<Record<string, number>> {
  const { connection, knowledgeFolder, settings, passId, asOf } = planningOrder.parse(
    JSON.parse(given),
  );
  const { ssl, ...login } = connection;
  const store = openPlanStore({ ...login, ...(ssl === undefined ? {} : { ssl }) });
  try {
    return await planRemediation({
      store,
      playbooks: await loadPlaybooks(knowledgeFolder),
      catalogue: compileCatalogue(await loadSignatures(knowledgeFolder)),
      settings,
      passId,
      asOf,
      now: () => new Date(),
    });
  } finally {
    await store.close();
  }
}

type AnsweredFault = Extract<PlanningAnswer, { fault: unknown }>['fault'];

/** What is no fault of ours or of the database is a defect; its text stays here, for it may hold what was given. */
function faultOf(error: unknown): AnsweredFault {
  if (isFault(error, 'database-down', 'database-refused', 'settings-invalid', 'defect')) {
    const { code, happened, means, next } = error;
    if (code === 'database-down' || code === 'database-refused' || code === 'settings-invalid') {
      return { code, happened, means, next };
    }
    return { code: 'defect', happened, means, next };
  }
  const kind = error instanceof Error ? error.name : 'unknown';
  return {
    code: 'defect',
    happened: `planning failed (${kind})`,
    means: 'plans are as they were before',
    next: 'report it with the log',
  };
}
