import type { Cause } from './cause.ts';

/** Failures of the backup server and of what it hands out: slots, licences, versions. */
export const serverCauses: readonly Cause[] = [
  {
    key: 'proxy-out-of-memory',
    causeClass: 'proxy_resources',
    component: 'proxy',
    language: 'en',
    lines: ({ proxy }) => [
      `Error: The data mover on ${proxy} ended before its disk was done.`,
      'Not enough memory resources are available to process this command. Code: 8',
    ],
  },
  {
    key: 'proxy-none-left',
    causeClass: 'proxy_resources',
    component: 'proxy',
    language: 'en',
    lines: ({ proxy, workload }) => [
      'Error: Unable to allocate processing resources.',
      `No backup proxy is able to process ${workload}; asked last: ${proxy}.`,
    ],
  },
  {
    key: 'gateway-none',
    causeClass: 'proxy_resources',
    component: 'gateway',
    language: 'en',
    lines: ({ gateway, repository }) => [
      'Error: Unable to allocate processing resources.',
      `Failed to select a gateway server for ${repository}; ${gateway} declined.`,
    ],
  },
  {
    key: 'proxy-version',
    causeClass: 'proxy_resources',
    component: 'proxy',
    language: 'en',
    lines: ({ proxy, number }) => [
      `Error: ${proxy} speaks build ${number} of the protocol.`,
      'Component is out of date.',
    ],
  },
  {
    key: 'licence-exceeded',
    causeClass: 'licensing',
    component: 'server',
    language: 'en',
    lines: ({ workload, server, number }) => [
      `Error: ${workload} was left out by ${server}.`,
      `License exceeded: ${number % 90} more instances are needed than are installed.`,
    ],
  },
  {
    key: 'licence-expired',
    causeClass: 'licensing',
    component: 'server',
    language: 'en',
    lines: ({ server, number }) => [
      `Error: ${server} starts nothing any more.`,
      `License key has expired ${number % 30} days ago.`,
    ],
  },
  {
    key: 'configuration-deadlock',
    causeClass: 'vbr_server',
    component: 'server',
    language: 'en',
    lines: ({ server, number }) => [
      `Error: ${server} could not note the result of step ${number}.`,
      'Configuration database: deadlock, this transaction was chosen as the victim.',
    ],
  },
  {
    key: 'window-closed',
    causeClass: 'scheduling',
    component: 'job',
    language: 'en',
    lines: ({ workload }) => [
      `Error: ${workload} was not done when the hour struck.`,
      'Job exceeded what its window allows and was ended.',
    ],
  },
];
