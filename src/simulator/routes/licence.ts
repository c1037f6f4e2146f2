import type { Estate } from '../estate/estate.ts';
import { type InstalledLicence, licenceOf } from '../estate/server/licence.ts';
import { type Answer, jsonAnswer } from '../server/answer.ts';
import type { RequestContext } from '../server/request-context.ts';
import type { Route } from './route.ts';

export const licenceRoutes: readonly Route[] = [
  { pattern: '/api/v1/license', source: 'licence', answer: licence },
];

function licence({ estate, revision }: RequestContext): Answer {
  const installed = licenceOf(estate);
  const isNewest = revision === '1.3-rev2';
  return jsonAnswer({
    status: installed.status,
    type: installed.type,
    edition: installed.edition,
    licensedTo: 'Estate Example',
    ...(isNewest ? {} : endsAtTop(estate, installed)),
    ...summaries(estate, installed, isNewest),
    supportId: String(1_000_000 + Math.abs(estate.options.seed % 900_000)),
    autoUpdateEnabled: false,
    freeAgentInstanceConsumptionEnabled: true,
    cloudConnect: estate.options.scenario === 'msp' ? 'Enabled' : 'Disabled',
    IsMultiSection: installed.sockets !== null,
    proactiveSupportEnabled: false,
  });
}

// Before rev2 the ends stand at the top, since then in the section they end.
function endsAtTop({ clock }: Estate, { instances, sockets }: InstalledLicence) {
  return {
    expirationDate: clock.withOffset(instances.expiresMs),
    ...(sockets === null ? {} : { supportExpirationDate: clock.withOffset(sockets.supportEndsMs) }),
  };
}

function summaries({ clock }: Estate, { instances, sockets }: InstalledLicence, isNewest: boolean) {
  const { licensed, used, expiresMs } = instances;
  const instanceLicenseSummary = {
    package: 'Suite',
    licensedInstancesNumber: licensed,
    usedInstancesNumber: used,
    newInstancesNumber: 0,
    rentalInstancesNumber: 0,
    objects: [{ type: 'Machines', count: used, multiplier: 1, usedInstancesNumber: used }],
    workload: [],
    ...(isNewest ? { expirationDate: clock.withOffset(expiresMs) } : {}),
  };
  if (sockets === null) return { instanceLicenseSummary };
  const socketLicenseSummary = {
    licensedSocketsNumber: sockets.licensed,
    usedSocketsNumber: sockets.used,
    remainingSocketsNumber: sockets.licensed - sockets.used,
    workload: [],
    ...(isNewest ? { supportExpirationDate: clock.withOffset(sockets.supportEndsMs) } : {}),
  };
  return { instanceLicenseSummary, socketLicenseSummary };
}
