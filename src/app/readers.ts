import { isFault } from '../domain/errors.ts';
import type { Reader } from '../doors/cli/cli-context.ts';
import { openAnswerStore } from '../store/answers/answer-store.ts';
import { openPlanAnswers } from '../store/risk/plan-answers.ts';
import { openRiskStore } from '../store/risk/risk-store.ts';
import type { OpenHome } from './open-home.ts';

/** Brings the databases of a home up to date and opens them as the mcp role, which can only read views. */
export async function openReader({ administration }: OpenHome): Promise<Reader> {
  await administration.ensureRunning();
  await administration.migrate();
  const { mcp } = await administration.connections();
  const answers = openAnswerStore(mcp.metrics);
  const risk = openRiskStore(mcp.risk);
  const plans = openPlanAnswers(mcp.risk);
  return {
    answers,
    risk,
    plans,
    close: async () => {
      await Promise.all([answers.close(), risk.close(), plans.close()]);
    },
  };
}

/** A reader for a long-lived door: opened at the first question, and once more when the database went away. */
export function standingReader(home: OpenHome): Reader {
  let opened: Promise<Reader> | null = null;
  const current = (): Promise<Reader> => {
    opened ??= openReader(home);
    return opened;
  };
  const forget = async (): Promise<void> => {
    const last = opened;
    opened = null;
    await last?.then((reader) => reader.close()).catch(() => {});
  };
  async function ask<Answer>(question: (reader: Reader) => Promise<Answer>): Promise<Answer> {
    try {
      return await question(await current());
    } catch (error) {
      await forget();
      if (!isFault(error, 'database-down')) throw error;
      return question(await current());
    }
  }
  return {
    answers: {
      servers: () => ask(({ answers }) => answers.servers()),
      sourceStates: (id) => ask(({ answers }) => answers.sourceStates(id)),
      findings: (query) => ask(({ answers }) => answers.findings(query)),
      runs: (query) => ask(({ answers }) => answers.runs(query)),
      runCounts: (...query) => ask(({ answers }) => answers.runCounts(...query)),
      failureLines: (...query) => ask(({ answers }) => answers.failureLines(...query)),
      similarNames: (...query) => ask(({ answers }) => answers.similarNames(...query)),
      counts: () => ask(({ answers }) => answers.counts()),
      causes: (query) => ask(({ answers }) => answers.causes(query)),
      failureGroups: (query) => ask(({ answers }) => answers.failureGroups(query)),
      openFailureGroups: (id) => ask(({ answers }) => answers.openFailureGroups(id)),
      runTasks: (...query) => ask(({ answers }) => answers.runTasks(...query)),
      jobVersions: (query) => ask(({ answers }) => answers.jobVersions(query)),
      serverEvents: (query) => ask(({ answers }) => answers.serverEvents(query)),
      failingAt: (...query) => ask(({ answers }) => answers.failingAt(...query)),
      jobsAtWork: (query) => ask(({ answers }) => answers.jobsAtWork(query)),
      placeSums: (query) => ask(({ answers }) => answers.placeSums(query)),
      unknownTexts: (...query) => ask(({ answers }) => answers.unknownTexts(...query)),
    },
    risk: {
      openPass: (pass) => ask(({ risk }) => risk.openPass(pass)),
      closePass: (pass) => ask(({ risk }) => risk.closePass(pass)),
      passes: (limit) => ask(({ risk }) => risk.passes(limit)),
      audit: (entry) => ask(({ risk }) => risk.audit(entry)),
      risks: standingRisks(ask),
      counts: () => ask(({ risk }) => risk.counts()),
      close: async () => {},
    },
    plans: standingPlans(ask),
    close: forget,
  };
}

type Ask = <Answer>(question: (reader: Reader) => Promise<Answer>) => Promise<Answer>;

function standingRisks(ask: Ask): Reader['risk']['risks'] {
  return {
    openRisks: (query) => ask(({ risk }) => risk.risks.openRisks(query)),
    reopened: (...query) => ask(({ risk }) => risk.risks.reopened(...query)),
    acceptances: (...query) => ask(({ risk }) => risk.risks.acceptances(...query)),
    changesSince: (...query) => ask(({ risk }) => risk.risks.changesSince(...query)),
    lastAnalyses: (ids) => ask(({ risk }) => risk.risks.lastAnalyses(ids)),
    compliance: (query) => ask(({ risk }) => risk.risks.compliance(query)),
    blastRadii: (query) => ask(({ risk }) => risk.risks.blastRadii(query)),
  };
}

function standingPlans(ask: Ask): Reader['plans'] {
  return {
    plans: (query) => ask(({ plans }) => plans.plans(query)),
    tallies: (ids) => ask(({ plans }) => plans.tallies(ids)),
    planCounts: (ids) => ask(({ plans }) => plans.planCounts(ids)),
    similarPlans: (...query) => ask(({ plans }) => plans.similarPlans(...query)),
  };
}
