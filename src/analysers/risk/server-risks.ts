import { neverLocks } from '../../domain/file-lock.ts';
import type { EstateIndex } from './estate-index.ts';
import { certificate, daysBetween, licence } from './expiry-risks.ts';
import { lastingSince } from './formula.ts';
import type { RiskDraft } from './make-risk.ts';
import { serverDraft } from './server-draft.ts';

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
    serverDraft(index, 'configuration-backup', ['configuration-backup'], {
      title: `The configuration backup: ${faults.join('; ')}`,
      loss: { value: !isEnabled || isOld ? 1 : 0.6, reason: faults.join('; ') },
      persistence: { value: 1, reason: 'by its settings' },
      figures: { ageDays },
      fact: 'configuration-backup',
    }),
  ];
}

function analyzer(index: EstateIndex): RiskDraft[] {
  const { bestPractices, facts, asOf, settings } = index.facts;
  const run = facts['analyzer-run'];
  const ranAt = run?.value.ranAt ?? null;
  if (run !== undefined && ranAt === null && bestPractices.length === 0)
    return [neverAnalyzed(index)];
  const broken = bestPractices.filter(({ status }) => status === 'Violation');
  if (broken.length === 0) return [];
  const risk = serverDraft(index, 'analyzer-violations', analyzerSources, {
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

const analyzerSources = ['best-practices', 'analyzer-run'] as const;

/** No run is no green light. */
function neverAnalyzed(index: EstateIndex): RiskDraft {
  return serverDraft(index, 'analyzer-violations', analyzerSources, {
    title: 'The Security & Compliance Analyzer has never run',
    loss: { value: null, reason: 'what it would find' },
    persistence: { value: 1, reason: 'until it runs' },
    figures: { checks: 0 },
    fact: 'analyzer-run',
  });
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
  const risk = serverDraft(index, 'immutability-gap', ['repositories'], {
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
  const risk = serverDraft(index, 'components-outdated', ['repository-states', 'proxies'], {
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
