import type { Cause } from './cause.ts';

/** Failures inside the machines that are backed up. */
export const guestCauses: readonly Cause[] = [
  {
    key: 'guest-credentials',
    causeClass: 'credentials',
    component: 'account',
    language: 'en',
    lines: ({ workload, account }) => [
      `Error: Guest processing of ${workload} could not start.`,
      `Failed to prepare guest for hot backup with the account ${account}.`,
      'Win32 error: The user name or password is incorrect. Code: 1326',
    ],
  },
  {
    key: 'guest-credentials-german',
    causeClass: 'credentials',
    component: 'account',
    language: 'de',
    lines: ({ workload, account }) => [
      `Error: ${workload} ließ niemanden herein.`,
      `Konto ${account}: Der Benutzername oder das Kennwort ist falsch. Code: 1326`,
    ],
  },
  {
    key: 'account-locked',
    causeClass: 'credentials',
    component: 'account',
    language: 'en',
    lines: ({ workload, account }) => [
      `Error: Nobody was let into ${workload}.`,
      'Failed to connect to guest agent.',
      `Logon of ${account} refused: account is currently locked out. Code: 1909`,
    ],
  },
  {
    key: 'password-expired-czech',
    causeClass: 'credentials',
    component: 'account',
    language: 'cs',
    lines: ({ workload, account }) => [
      `Error: Přihlášení k ${workload} skončilo dřív, než začalo.`,
      `Účtu ${account} vypršela platnost hesla. Code: 1330`,
    ],
  },
  {
    key: 'ticket-for-other-name',
    causeClass: 'credentials',
    component: 'account',
    language: 'en',
    lines: ({ workload, account }) => [
      `Error: ${workload} did not believe the ticket of ${account}.`,
      'SSPI: The target principal name is incorrect.',
    ],
  },
  {
    key: 'vss-timeout',
    causeClass: 'vss',
    component: 'job',
    language: 'en',
    lines: ({ workload }) => [
      `Error: Freezing the applications of ${workload} did not end.`,
      "A VSS writer has rejected an event. Writer 'SqlServerWriter' state: [VSS_WS_FAILED_AT_FREEZE].",
      'Failure code: 0x800423f2, the writer exceeded its time between freeze and thaw.',
    ],
  },
  {
    key: 'vss-writer-german',
    causeClass: 'vss',
    component: 'job',
    language: 'de',
    lines: ({ workload }) => [
      `Error: The guest agent of ${workload} gave the work back.`,
      'Fehler des Schattenkopie-Dienstes: Der Vorgang konnte nicht abgeschlossen werden, da der Verfasser nicht reagiert.',
      'Fehlercode: 0x800423f4',
    ],
  },
  {
    key: 'vss-set-japanese',
    causeClass: 'vss',
    component: 'job',
    language: 'ja',
    lines: ({ workload }) => [
      `Error: ${workload} のシャドウ コピーを作成できませんでした。`,
      '別のシャドウ コピーの作成が進行中です。コード: 0x80042316',
    ],
  },
  {
    key: 'vss-area-czech',
    causeClass: 'vss',
    component: 'job',
    language: 'cs',
    lines: ({ workload }) => [
      `Error: Stínová kopie na ${workload} nevznikla.`,
      'VSS asynchronous operation is not completed. Operation: [Shadow copies commit].',
      'Úložiště stínových kopií je příliš malé. Kód: 0x8004231f',
    ],
  },
  {
    key: 'vss-provider-veto',
    causeClass: 'vss',
    component: 'job',
    language: 'en',
    lines: ({ workload }) => [
      `Error: The volumes of ${workload} stayed as they were.`,
      'Cannot create a shadow copy of the volumes.',
      'Provider objected. Code: [0x80042306].',
    ],
  },
  {
    key: 'exchange-writer',
    causeClass: 'vss',
    component: 'job',
    language: 'en',
    lines: ({ workload }) => [
      `Error: The mailbox store of ${workload} held its breath too long.`,
      'Writer name: [Microsoft Exchange Writer]. State: [VSS_WS_FAILED_AT_FREEZE].',
    ],
  },
  {
    key: 'admin-share-path',
    causeClass: 'network',
    component: 'job',
    language: 'en',
    lines: ({ workload }) => [
      'Error: The helper could not be copied into the guest.',
      `Cannot connect to the admin share of ${workload}. Win32 error: the path leads nowhere. Code: 53`,
    ],
  },
  {
    key: 'tertiary-encryption',
    causeClass: 'sql_log',
    component: 'job',
    language: 'en',
    lines: ({ workload, number }) => [
      `Error: RMAN on ${workload} left channel ${number}.`,
      'ORA-19919 was raised by the media layer.',
    ],
  },
  {
    key: 'kernel-module',
    causeClass: 'agent',
    component: 'job',
    language: 'en',
    platforms: ['LinuxPhysical'],
    lines: ({ workload, number }) => [
      `Error: ${workload} runs a kernel of build ${number} without tracking.`,
      'modprobe blksnap: exec format error.',
    ],
  },
  {
    key: 'computer-offline',
    causeClass: 'agent',
    component: 'job',
    language: 'en',
    platforms: ['WindowsPhysical', 'LinuxPhysical'],
    lines: ({ workload }) => [
      'Error: The policy found nobody at home.',
      `Computer ${workload} is offline.`,
    ],
  },
];
