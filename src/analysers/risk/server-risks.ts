import { neverLocks } from '../../domain/file-lock.ts';
import type { RiskSubject } from '../../domain/risk.ts';
import type { ServerFactName } from '../../domain/server-fact.ts';
import { type EstateIndex, tierAmong } from './estate-index.ts';
import { lastingSince, type Share } from './formula.ts';
import type { RiskKind } from './kinds.ts';
import type { RiskDraft } from './make-risk.ts';
import type { InputName } from './risk-inputs.ts';

const dayMs = 86_400_000;
/** Of the checks of the analyzer, so many violations count as bad as it gets. */
const manyViolations = 10;

/** What threatens the backup server itself: licence, certificate, own configuration, analyzer, locks, old components. */
export function serverRisks(index: EstateIndex): RiskDraft[] {
  return [
    ...configurationBackup(index),
    ...licence(index),
    ...certificate(index),
    ...analyzer(index),
    ...immutability(index),
    ...outdated(index),
  ];
}

function configurationBackup(index: EstateIndex): RiskDraft[] {
  const seen = index.facts.facts['configuration-backup'];
  if (seen === undefined) return [];
  const { isEnabled, isEncrypted, lastSuccessfulAt } = seen.value;
  const { asOf, settings } = index.facts;
  const ageDays = lastSuccessfulAt === null ? null : daysBetween(lastSuccessfulAt, asOf);
  const isOld = ageDays === null || ageDays > settings.configurationBackupDays;
  const faults = [
    ...(isEnabled ? [] : ['it is off']),
    ...(isOld
      ? [`its last success: ${lastSuccessfulAt?.toISOString().slice(0, 10) ?? 'none'}`]
      : []),
    ...(isEncrypted === false ? ['it is not encrypted, so it holds no passwords'] : []),
  ];
  if (faults.length === 0) return [];
  return [
    draft(index, 'configuration-backup', 'configuration-backup', {
      title: `The configuration backup: ${faults.join('; ')}`,
      loss: { value: !isEnabled || isOld ? 1 : 0.6, reason: faults.join('; ') },
      persistence: { value: 1, reason: 'by its settings' },
      figures: { ageDays },
      fact: 'configuration-backup',
    }),
  ];
}

function licence(index: EstateIndex): RiskDraft[] {
  const seen = index.facts.facts.licence;
  if (seen === undefined) return [];
  const { expiresAt, status, licensedInstances, usedInstances } = seen.value;
  const { asOf, settings } = index.facts;
  const daysLeft = expiresAt === null ? null : daysBetween(asOf, expiresAt);
  const drafts: RiskDraft[] = [];
  if ((daysLeft !== null && daysLeft <= settings.licenceDays) || status !== 'Valid') {
    drafts.push(
      draft(index, 'licence-expiring', 'licence', {
        title: `The licence is ${status.toLowerCase()} and ends on ${dayOf(expiresAt)}`,
        loss: nearing(daysLeft, settings.licenceDays, status === 'Valid'),
        persistence: { value: 1, reason: 'until it is renewed' },
        figures: { daysLeft },
        fact: 'licence',
      }),
    );
  }
  if (licensedInstances !== null && usedInstances !== null && usedInstances > licensedInstances) {
    drafts.push(
      draft(index, 'licence-overdrawn', 'licence', {
        title: `${usedInstances} of ${licensedInstances} licensed instances are used`,
        loss: { value: 1, reason: 'more instances than licensed: VBR allows it for a while only' },
        persistence: { value: 0.5, reason: 'since when is not told' },
        figures: { licensedInstances, usedInstances },
        fact: 'licence',
      }),
    );
  }
  return drafts;
}

function certificate(index: EstateIndex): RiskDraft[] {
  const seen = index.facts.facts.certificate;
  const validTo = seen?.value.validTo ?? null;
  const { asOf, settings } = index.facts;
  if (validTo === null || daysBetween(asOf, validTo) > settings.certificateDays) return [];
  const daysLeft = daysBetween(asOf, validTo);
  return [
    draft(index, 'certificate-expiring', 'server-certificate', {
      title: `The certificate of the VBR service ends on ${dayOf(validTo)}`,
      loss: nearing(daysLeft, settings.certificateDays, true),
      persistence: { value: 1, reason: 'until it is renewed' },
      figures: { daysLeft },
      fact: 'certificate',
    }),
  ];
}

function analyzer(index: EstateIndex): RiskDraft[] {
  const { bestPractices, facts, asOf, settings } = index.facts;
  const broken = bestPractices.filter(({ status }) => status === 'Violation');
  if (broken.length === 0) return [];
  const ranAt = facts['analyzer-run']?.value.ranAt ?? null;
  const risk = draft(index, 'analyzer-violations', 'best-practices', {
    title: `The Security & Compliance Analyzer found ${broken.length} violations in ${bestPractices.length} checks`,
    loss: {
      value: Math.min(1, broken.length / manyViolations),
      reason: `${broken.length} violations`,
    },
    persistence: lastingSince(ranAt, asOf, settings.longDays),
    figures: { violations: broken.length, checks: bestPractices.length },
    fact: 'analyzer-run',
  });
  const evidence = broken.slice(0, 3).map(({ id, text }) => ({
    ...({ kind: 'fact', id: `best-practices/${id}`, at: ranAt, says: text } as const),
  }));
  return [{ ...risk, evidence: [...evidence, ...risk.evidence] }];
}

/** Repositories that could lock their files and do not, and what lies only in them. */
function immutability(index: EstateIndex): RiskDraft[] {
  const { repositories, workloads } = index.facts;
  const open = repositories.filter(
    ({ immutability: lock, type }) => lock?.isEnabled === false && !neverLocks(type),
  );
  const locked = repositories.filter(({ immutability: lock }) => lock?.isEnabled === true);
  if (open.length === 0 && (locked.length > 0 || workloads.length === 0)) return [];
  const names = open
    .map(({ name }) => `"${name}"`)
    .slice(0, 3)
    .join(', ');
  const title =
    locked.length === 0
      ? 'No repository is known to lock its backups against deletion'
      : `${open.length} repositories that could lock their backups do not: ${names}`;
  const risk = draft(index, 'immutability-gap', 'repositories', {
    title,
    loss: {
      value: open.length === 0 ? null : open.length / (open.length + locked.length),
      reason: `${locked.length} repositories lock, ${open.length} could and do not`,
    },
    persistence: { value: 1, reason: 'by their settings' },
    figures: { repositoriesLocked: locked.length, repositoriesOpen: open.length },
    fact: null,
  });
  const evidence = open.slice(0, 3).map(({ id, name, seenAt }) => ({
    ...({
      kind: 'fact',
      id: `repositories/${id}`,
      at: seenAt,
      says: `"${name}" locks nothing`,
    } as const),
  }));
  return [{ ...risk, evidence }];
}

function outdated(index: EstateIndex): RiskDraft[] {
  const { repositories, proxies } = index.facts;
  const old = [...repositories, ...proxies].filter(({ isOutOfDate }) => isOutOfDate === true);
  if (old.length === 0) return [];
  const names = old
    .map(({ name }) => `"${name}"`)
    .slice(0, 3)
    .join(', ');
  const risk = draft(index, 'components-outdated', 'proxies', {
    title: `${old.length} components are out of date: ${names}`,
    loss: {
      value: old.length / (repositories.length + proxies.length),
      reason: `${old.length} of ${repositories.length + proxies.length} components`,
    },
    persistence: { value: 0.5, reason: 'since when is not told' },
    figures: { components: old.length },
    fact: null,
  });
  const evidence = old.slice(0, 3).map(({ id, name }) => ({
    ...({
      kind: 'fact',
      id: `components/${id}`,
      at: null,
      says: `"${name}" is out of date`,
    } as const),
  }));
  return [{ ...risk, evidence }];
}

interface ServerTrouble {
  readonly title: string;
  readonly loss: Share;
  readonly persistence: Share;
  readonly figures: RiskDraft['figures'];
  readonly fact: ServerFactName | null;
}

function draft(
  { facts }: EstateIndex,
  kind: RiskKind,
  source: InputName,
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
    ...{ kind, subject, title, figures, jobs: [] },
    shares: {
      loss,
      reach: { value: 1, reason: 'the whole server' },
      persistence,
      fallback: { value: 0.5, reason: 'a weakness: nothing is lost by it alone' },
    },
    sample: { value: 1, reason: 'as VBR tells it' },
    needs: [source],
    // Their names would say nothing: it is every one of them.
    workloads: [],
    tier: tierAmong(facts.workloads, facts),
    evidence: fact === null ? [] : [{ kind: 'fact', id: fact, at: seenAt, says: title }],
  };
}

function nearing(daysLeft: number | null, within: number, isValid: boolean): Share {
  if (!isValid) return { value: 1, reason: 'not valid' };
  if (daysLeft === null) return { value: null, reason: 'its end' };
  return {
    value: Math.min(1, Math.max(0.3, 1 - daysLeft / within)),
    reason: `${Math.floor(daysLeft)} days are left`,
  };
}

function daysBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / dayMs;
}

function dayOf(instant: Date | null): string {
  return instant?.toISOString().slice(0, 10) ?? 'an unknown day';
}
