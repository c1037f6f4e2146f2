import type { AgentComputer } from '../domain/agent-computer.ts';
import type { Backup, BackupObject } from '../domain/backup.ts';
import type { Proxy as BackupProxy, ManagedServer } from '../domain/infrastructure.ts';
import type { ScaleOutRepository } from '../domain/repository.ts';
import type { BestPractice, MalwareObject } from '../domain/security.ts';

/** The kinds of rows that VBR lists whole at every reading, so that what a list no longer holds is known to be gone. */
export interface ListedRows {
  readonly 'scale-out-repositories': ScaleOutRepository;
  readonly proxies: BackupProxy;
  readonly 'managed-servers': ManagedServer;
  readonly 'agent-computers': AgentComputer;
  readonly backups: Backup;
  readonly 'backup-objects': BackupObject;
  readonly 'malware-objects': MalwareObject;
  readonly 'best-practices': BestPractice;
}

export type ListedKind = keyof ListedRows;

/** Those that a kind alone asks for: what groups discovered is read with what is known of them. */
export type WholeListKind = Exclude<ListedKind, 'agent-computers'>;
