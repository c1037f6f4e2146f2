import type { Licence } from '../../domain/server-fact.ts';
import type { EstateIndex } from './estate-index.ts';
import type { Share } from './formula.ts';
import type { RiskDraft } from './make-risk.ts';
import { serverDraft } from './server-draft.ts';

const dayMs = 86_400_000;
/** Without support there are no updates: half as bad as without a licence. */
const supportWeight = 0.5;

/** The licence, its support and what is used of it. */
export function licence(index: EstateIndex): RiskDraft[] {
  const seen = index.facts.facts.licence;
  if (seen === undefined) return [];
  return [...licenceEnding(index, seen.value), ...licenceOverdrawn(index, seen.value)];
}

function licenceEnding(
  index: EstateIndex,
  { status, expiresAt, supportExpiresAt }: Licence,
): RiskDraft[] {
  const { asOf, settings } = index.facts;
  const isValid = status === 'Valid';
  const left = (end: Date | null) => (end === null ? null : daysBetween(asOf, end));
  const isNear = (end: Date | null) => (left(end) ?? Infinity) <= settings.licenceDays;
  const isItself = !isValid || isNear(expiresAt);
  if (!isItself && !isNear(supportExpiresAt)) return [];
  const end = isItself ? expiresAt : supportExpiresAt;
  const { value, reason } = nearing(left(end), settings.licenceDays, isValid);
  const what = isItself
    ? `The licence is ${status.toLowerCase()} and`
    : 'The support of the licence';
  return [
    serverDraft(index, 'licence-expiring', ['licence'], {
      title: `${what} ${endText(end, asOf)}`,
      loss: { value: value === null || isItself ? value : value * supportWeight, reason },
      persistence: { value: 1, reason: 'until it is renewed' },
      figures: { daysLeft: left(end) },
      fact: 'licence',
    }),
  ];
}

function licenceOverdrawn(index: EstateIndex, value: Licence): RiskDraft[] {
  const { licensedInstances, usedInstances, licensedSockets, usedSockets } = value;
  const over = [
    { what: 'instances', licensed: licensedInstances, used: usedInstances },
    { what: 'sockets', licensed: licensedSockets, used: usedSockets },
  ].filter(({ licensed, used }) => licensed !== null && used !== null && used > licensed);
  if (over.length === 0) return [];
  const told = over.map(({ what, licensed, used }) => `${used} of ${licensed} licensed ${what}`);
  return [
    serverDraft(index, 'licence-overdrawn', ['licence'], {
      title: `${told.join(' and ')} are used`,
      loss: { value: 1, reason: 'more than licensed: VBR allows it for a while only' },
      persistence: { value: 0.5, reason: 'since when is not told' },
      figures: { licensedInstances, usedInstances, licensedSockets, usedSockets },
      fact: 'licence',
    }),
  ];
}

/** The certificate of the VBR service. */
export function certificate(index: EstateIndex): RiskDraft[] {
  const seen = index.facts.facts.certificate;
  const validTo = seen?.value.validTo ?? null;
  const { asOf, settings } = index.facts;
  if (validTo === null || daysBetween(asOf, validTo) > settings.certificateDays) return [];
  const daysLeft = daysBetween(asOf, validTo);
  return [
    serverDraft(index, 'certificate-expiring', ['server-certificate'], {
      title: `The certificate of the VBR service ${endText(validTo, asOf)}`,
      loss: nearing(daysLeft, settings.certificateDays, true),
      persistence: { value: 1, reason: 'until it is renewed' },
      figures: { daysLeft },
      fact: 'certificate',
    }),
  ];
}

function nearing(daysLeft: number | null, within: number, isValid: boolean): Share {
  if (!isValid) return { value: 1, reason: 'not valid' };
  if (daysLeft === null) return { value: null, reason: 'its end' };
  return {
    value: Math.min(1, Math.max(0.3, 1 - daysLeft / within)),
    reason: `${Math.floor(daysLeft)} days are left`,
  };
}

function endText(end: Date | null, asOf: Date): string {
  const verb = end !== null && end < asOf ? 'ended' : 'ends';
  return `${verb} on ${end?.toISOString().slice(0, 10) ?? 'an unknown day'}`;
}

export function daysBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / dayMs;
}
