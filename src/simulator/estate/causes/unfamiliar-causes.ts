import type { Cause } from './cause.ts';

/** Failures in wording that exists nowhere but here. */
export const unfamiliarCauses: readonly Cause[] = [
  {
    key: 'erp-quiesce-gate',
    causeClass: null,
    component: 'job',
    language: 'en',
    lines: ({ workload, number }) => [
      `Error: Gatekeeper on ${workload} said no.`,
      `ledger-gate returned verdict ${number % 97}: ledger still open, 3 postings in flight.`,
    ],
  },
  {
    key: 'tunnel-relay-drained',
    causeClass: null,
    component: 'proxy',
    language: 'en',
    lines: ({ proxy, number }) => [
      `Error: Relay ${proxy} drained its bucket.`,
      `Orchard bridge lost lease ${number}; nobody claimed the half-filled crate.`,
    ],
  },
  {
    key: 'plattenschrank-german',
    causeClass: null,
    component: 'repository',
    language: 'de',
    lines: ({ workload, repository, number }) => [
      `Error: ${workload} kam nicht an die Reihe.`,
      `Plattenschrank 7 hinter ${repository} meldet Wartungsriegel ${number % 12} geschlossen, Lauf abgewiesen.`,
    ],
  },
  {
    key: 'verrou-ingestion-french',
    causeClass: null,
    component: 'gateway',
    language: 'fr',
    lines: ({ workload, gateway, number }) => [
      `Error: ${workload} reste derrière la barrière.`,
      `Le verrou d'ingestion ${number} n'a pas été rendu par ${gateway}.`,
    ],
  },
  {
    key: 'pump-cadence',
    causeClass: null,
    component: 'job',
    language: 'en',
    lines: ({ workload, number }) => [
      `Error: Cadence of ${workload} fell outside the corridor.`,
      `Pump cadence ${number} below floor; governor opened the bypass and dropped the load.`,
    ],
  },
  {
    key: 'zavora-czech',
    causeClass: null,
    component: 'account',
    language: 'cs',
    lines: ({ account, number }) => [
      `Error: Závora číslo ${number} zůstala dole.`,
      `Hlídač směny nepoznal kartu ${account}.`,
    ],
  },
  {
    key: 'hansoudai-japanese',
    causeClass: null,
    component: 'host',
    language: 'ja',
    lines: ({ host, number }) => [
      `Error: 搬送台 ${number} が ${host} で停止しました。`,
      '係員が荷札を読み取れませんでした。',
    ],
  },
  {
    key: 'one-letter',
    causeClass: null,
    component: 'job',
    language: 'en',
    lines: () => ['E'],
  },
];
