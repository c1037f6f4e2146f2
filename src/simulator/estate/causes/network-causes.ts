import type { Cause } from './cause.ts';

/** Failures on the way between machines. */
export const networkCauses: readonly Cause[] = [
  {
    key: 'network-reset',
    causeClass: 'network',
    component: 'proxy',
    language: 'en',
    lines: ({ proxy, number }) => [
      'Error: The data channel was lost while the disk was read.',
      `Connection with ${proxy}:${2600 + (number % 800)} is broken.`,
      'An existing connection was forcibly closed by the remote host. Code: 10054',
    ],
  },
  {
    key: 'network-reset-french',
    causeClass: 'network',
    component: 'proxy',
    language: 'fr',
    lines: ({ proxy }) => [
      `Error: Le canal vers ${proxy} s'est rompu.`,
      'Une connexion existante a dû être fermée par l’hôte distant. Code: 10054',
    ],
  },
  {
    key: 'host-no-answer',
    causeClass: 'network',
    component: 'host',
    language: 'en',
    lines: ({ host, number }) => [
      `Error: Waiting for ${host} was ended after ${number} ms.`,
      'The peer did not properly respond after a period of time. Code: 10060',
    ],
  },
  {
    key: 'vcenter-name',
    causeClass: 'network',
    component: 'vcenter',
    language: 'en',
    platforms: ['VMware'],
    lines: ({ vcenter }) => [
      'Error: The inventory could not be asked.',
      `${vcenter}: No such host is known. Code: 11001`,
    ],
  },
  {
    key: 'gateway-no-route-czech',
    causeClass: 'network',
    component: 'gateway',
    language: 'cs',
    lines: ({ gateway }) => [
      `Error: Cesta k ${gateway} chybí ve směrovací tabulce.`,
      'connect(2): No route to host',
    ],
  },
  {
    key: 'proxy-refused',
    causeClass: 'network',
    component: 'proxy',
    language: 'en',
    lines: ({ proxy, number }) => [
      `Error: Nothing listens on ${proxy}, port ${2600 + (number % 800)}.`,
      'The target machine actively refused it. Code: 10061',
    ],
  },
  {
    key: 'proxy-unreachable',
    causeClass: 'network',
    component: 'proxy',
    language: 'en',
    lines: ({ proxy }) => [
      'Error: No proxy took the disk.',
      `The RPC server is unavailable. RPC function call failed on ${proxy}. Function name: [GetSvcVersion]. Code: 1722`,
    ],
  },
  {
    key: 'endpoint-mapper-german',
    causeClass: 'network',
    component: 'proxy',
    language: 'de',
    lines: ({ proxy }) => [
      `Error: ${proxy} kennt den Dienst nicht.`,
      'Es sind keine weiteren Endpunkte in der Endpunktzuordnung verfügbar. Code: 1753',
    ],
  },
  {
    key: 'certificate-expired',
    causeClass: 'certificates',
    component: 'host',
    language: 'en',
    lines: ({ host }) => [
      `Error: The secure channel to ${host} was refused.`,
      'The remote certificate is invalid: NotTimeValid. A required certificate is not within its validity period.',
    ],
  },
  {
    key: 'data-mover-pair',
    causeClass: 'network',
    component: 'proxy',
    language: 'en',
    lines: ({ proxy, number }) => [
      `Error: The data mover on ${proxy} said farewell in mid-block ${number}.`,
      'Failed to upload disk.',
    ],
  },
];
