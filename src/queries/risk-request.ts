import { type BusinessTier, businessTiers } from '../domain/business-tier-settings.ts';
import { Fault } from '../domain/errors.ts';
import { shownText } from '../domain/foreign-text.ts';
import { type RiskCategory, riskCategories } from '../domain/risk.ts';
import type { RiskAnswers } from '../ports/risk-answers.ts';
import type { AnswerContext } from './answer-context.ts';
import type { SeenServer } from './server-sight.ts';

export interface RiskRequest {
  readonly server?: string | undefined;
  readonly scope?: 'risks' | 'brief' | 'rule' | 'loss' | undefined;
  readonly category?: string | undefined;
  readonly tier?: string | undefined;
  readonly name?: string | undefined;
  readonly since?: string | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/** A request with its words understood, and everything that every kind of answer needs. */
export interface ReadRequest {
  readonly context: AnswerContext;
  readonly risks: RiskAnswers;
  readonly servers: readonly SeenServer[];
  readonly vbrServerIds: readonly number[];
  readonly analyses: Awaited<ReturnType<RiskAnswers['lastAnalyses']>>;
  readonly tier: BusinessTier | null;
  readonly name: string | null;
  readonly offset: number;
  readonly limit: number | null;
  readonly cursorAt: (offset: number) => string;
}

export function entryOf({ servers }: Pick<ReadRequest, 'servers'>, vbrServerId: number): string {
  return servers.find(({ sight }) => sight.id === vbrServerId)?.sight.entry ?? '';
}

export function categoryIn(wanted: string | undefined): RiskCategory | null {
  return wanted === undefined ? null : oneOf(riskCategories, wanted.toLowerCase(), 'category');
}

export function tierIn(wanted: string | undefined): BusinessTier | null {
  return wanted === undefined ? null : oneOf(businessTiers, wanted.toUpperCase(), 'tier');
}

function oneOf<Word extends string>(known: readonly Word[], wanted: string, what: string): Word {
  const sought = wanted.trim().replaceAll(/[\s_]+/g, '-');
  const found = known.find((one) => one === sought);
  if (found !== undefined) return found;
  throw new Fault({
    code: 'input-invalid',
    happened: `no ${what} is named "${shownText(wanted, 60)}"`,
    means: 'nothing was answered',
    next: `use one of ${known.join(', ')}`,
  });
}
