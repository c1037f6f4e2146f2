import { createHash, randomUUID } from 'node:crypto';
import type { ForecastCalibration } from '../../analysers/capacity/calibration.ts';
import { Fault, isFault } from '../../domain/errors.ts';
import { shownText } from '../../domain/foreign-text.ts';
import type { Signature } from '../../domain/signature.ts';
import type { AnswerStore } from '../../ports/answer-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';
import type { PlanAnswers } from '../../ports/plan-answers.ts';
import type { AuditEntry, RiskStore } from '../../ports/risk-store.ts';
import type { Told } from '../../presentation/without-untold.ts';
import type { Tool } from './tool.ts';
import { tools } from './tools/index.ts';

/** What a door needs to answer tool calls. */
export interface ToolContext {
  readonly door: AuditEntry['door'];
  readonly answers: AnswerStore;
  readonly risk?: Pick<RiskStore, 'passes' | 'risks'>;
  /** Known failure texts: what causes mean. */
  readonly signatures: readonly Signature[];
  /** Errors of past forecasts. */
  readonly calibration?: ForecastCalibration;
  /** Advice for each risk. */
  readonly plans?: PlanAnswers;
  /** No answer leaves without its audit row. */
  readonly audit: RiskStore['audit'];
  readonly journal: Journal;
  readonly clock: Clock;
  /** True for the demo's estate. */
  readonly simulated: boolean;
}

export interface ToolResult {
  readonly structuredContent: Told;
  readonly text: string;
  readonly isError: boolean;
}

/** Answers one call of a tool by name: never throws; a fault becomes its one sentence, anything else a number to look up. */
export async function callTool(
  context: ToolContext,
  name: string,
  given: unknown,
): Promise<ToolResult> {
  const startedAt = context.clock.now();
  const { result, outcome } = await attempt(context, name, given, startedAt);
  try {
    await context.audit({
      at: startedAt,
      door: context.door,
      tool: shownText(name, 64),
      argumentsHash: hashOf(given),
      outcome,
      durationMs: context.clock.now().getTime() - startedAt.getTime(),
    });
    return result;
  } catch (error) {
    return refusal(context, name, error);
  }
}

type Attempt = Pick<AuditEntry, 'outcome'> & { readonly result: ToolResult };

async function attempt(
  context: ToolContext,
  name: string,
  given: unknown,
  asOf: Date,
): Promise<Attempt> {
  try {
    const { answers, risk, simulated, signatures, calibration, plans } = context;
    const question = {
      answers,
      signatures,
      asOf,
      simulated,
      ...(risk === undefined ? {} : { risk }),
      ...(calibration === undefined ? {} : { calibration }),
      ...(plans === undefined ? {} : { plans }),
    };
    const reply = await toolNamed(name).answer(question, given);
    return { outcome: 'answered', result: { ...reply, isError: false } };
  } catch (error) {
    const isRefusal = isFault(error, 'input-invalid', 'not-found');
    return {
      outcome: isRefusal ? 'refused' : 'failed',
      result: refusal(context, name, error),
    };
  }
}

function toolNamed(name: string): Tool {
  const tool = tools.find((one) => one.name === name);
  if (tool !== undefined) return tool;
  throw new Fault({
    code: 'not-found',
    happened: `no tool is named "${shownText(name, 64)}"`,
    means: 'nothing was answered',
    next: `use one of ${tools.map((one) => one.name).join(', ')}`,
  });
}

function refusal(context: ToolContext, name: string, error: unknown): ToolResult {
  const known = isFault(error) && error.code !== 'defect' ? error : null;
  const reference = randomUUID();
  if (known === null || !isFault(known, 'input-invalid', 'not-found')) {
    context.journal.error(context.door, error, { tool: shownText(name, 64), reference });
  }
  const sentence =
    known?.message ??
    `the question could not be answered: a defect in DR365; look for ${reference} in its log.`;
  const text = context.simulated ? `${sentence} (simulated estate)` : sentence;
  const code = known?.code ?? 'defect';
  return { structuredContent: { status: 'error', code, message: text }, text, isError: true };
}

function hashOf(given: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(given ?? {}))
    .digest('hex');
}
