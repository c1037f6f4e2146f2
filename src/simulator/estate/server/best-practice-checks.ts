/** A check of the analyzer in the simulator's own wording, and how likely a server breaks it. */
export interface BestPracticeCheck {
  readonly text: string;
  readonly violated: number;
  /** Only servers of that platform are checked for it. */
  readonly platform?: 'Linux' | 'Windows';
}

/** What the analyzer looks at, in the order it lists them. */
export const bestPracticeChecks: readonly BestPracticeCheck[] = [
  {
    text: 'Remote desktop service is off on the backup server',
    violated: 0.5,
    platform: 'Windows',
  },
  { text: 'Remote registry service is off', violated: 0.2, platform: 'Windows' },
  { text: 'The firewall is on for every network', violated: 0.15, platform: 'Windows' },
  { text: 'Old versions of TLS are switched off', violated: 0.4, platform: 'Windows' },
  { text: 'File sharing of the first version is off', violated: 0.1, platform: 'Windows' },
  { text: 'The script host cannot be started', violated: 0.5, platform: 'Windows' },
  { text: 'The kernel loads signed modules alone', violated: 0.1, platform: 'Linux' },
  { text: 'Data in memory is protected from running as code', violated: 0.1, platform: 'Linux' },
  { text: 'Attempts to change system files are logged', violated: 0.3, platform: 'Linux' },
  { text: 'The backup server does not belong to the production domain', violated: 0.4 },
  { text: 'Every account needs a second factor', violated: 0.5 },
  { text: 'Immutable repositories are in use', violated: 0.3 },
  { text: 'A copy lies outside the production site', violated: 0.2 },
  { text: 'Backups of the configuration go to another server', violated: 0.3 },
  { text: 'Backups of the configuration are encrypted', violated: 0.3 },
  { text: 'Network traffic to public addresses is encrypted', violated: 0.1 },
  { text: 'Jobs to the cloud are encrypted', violated: 0.25 },
  { text: 'Hardened repositories are not virtual machines', violated: 0.2 },
  { text: 'Hardened repositories refuse logins over the shell', violated: 0.2 },
  { text: 'Unknown hosts are not trusted by themselves', violated: 0.2 },
  { text: 'The certificate of the server is not near its end', violated: 0.1 },
  { text: 'Passwords are not older than a year', violated: 0.5 },
  { text: 'The loss of an encryption password can be healed', violated: 0.5 },
  { text: 'Notifications about failed jobs are sent', violated: 0.3 },
  { text: 'Actions of administrators need a second approval', violated: 0.8 },
  { text: 'The backup server carries the newest update', violated: 0.4 },
];
