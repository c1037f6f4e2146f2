/** Where agents are managed from, and when it was read. */
export interface KnownGroup {
  readonly name: string;
  readonly isDisabled: boolean | null;
  readonly readAt: Date;
}

/** What a protection group discovered: a computer, and beside these clusters and containers of Active Directory. */
export interface AgentComputer {
  /** Of the group and of what it discovered: a computer may be in several groups. */
  readonly id: string;
  readonly name: string;
  /** Computer, Cluster, ActiveDirectory: an open set. */
  readonly type: string;
  /** What it was discovered under: for a node its cluster. */
  readonly parentId: string | null;
  readonly protectionGroupId: string;
  /** Null where the groups were not shown. */
  readonly protectionGroupName: string | null;
  readonly isGroupDisabled: boolean | null;
  /** When name and state of the group were read; null until it is recorded. */
  readonly groupReadAt: Date | null;
  /** The object that its backups, where it has some, may be kept under. */
  readonly objectId: string | null;
  /** Online, Offline, Unknown: an open set; null for what is no computer. */
  readonly state: string | null;
  /** Installed, NotInstalled, Failed …: an open set. */
  readonly agentStatus: string | null;
  /** Null while it is online, since it then changes with every reading, and where its agent never answered. */
  readonly lastConnectedAt: Date | null;
  readonly operatingSystem: string | null;
}
