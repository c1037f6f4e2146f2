import type { RiskSubject } from '../../domain/risk.ts';
import type { ServerFactName } from '../../domain/server-fact.ts';
import { type EstateIndex, tierAmong } from './estate-index.ts';
import type { Share } from './formula.ts';
import type { RiskKind } from './kinds.ts';
import type { RiskDraft } from './make-risk.ts';
import type { InputName } from './risk-inputs.ts';

/** What is wrong with the backup server itself. */
interface ServerTrouble {
  readonly title: string;
  readonly loss: Share;
  readonly persistence: Share;
  readonly figures: RiskDraft['figures'];
  readonly fact: ServerFactName | null;
}

/** A risk of the whole server, of the highest tier that it protects. */
export function serverDraft(
  { facts }: EstateIndex,
  kind: RiskKind,
  needs: readonly InputName[],
  trouble: ServerTrouble,
): RiskDraft {
  const subject: RiskSubject = {
    kind: 'estate',
    id: String(facts.server.id),
    name: facts.server.name,
  };
  const { title, loss, persistence, figures, fact } = trouble;
  const seenAt = fact === null ? null : (facts.facts[fact]?.seenAt ?? null);
  return {
    ...{ kind, subject, title, figures, needs, jobs: [] },
    shares: {
      loss,
      reach: { value: 1, reason: 'the whole server' },
      persistence,
      fallback: { value: 0.5, reason: 'a weakness: nothing is lost by it alone' },
    },
    sample: { value: 1, reason: 'as VBR tells it' },
    // Their names would say nothing: it is every one of them.
    workloads: [],
    tier: tierAmong(facts.workloads, facts),
    evidence: fact === null ? [] : [{ kind: 'fact', id: fact, at: seenAt, says: title }],
  };
}
