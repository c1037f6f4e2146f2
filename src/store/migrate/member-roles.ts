/** The roles that others than the owner log in as; migrations grant to their groups. */
export const memberRoles = ['collector', 'analyst', 'remediation', 'mcp'] as const;
export type MemberRole = (typeof memberRoles)[number];

export interface Login {
  readonly user: string;
  readonly password: string;
}

export function groupOf(role: MemberRole): string {
  return `dr365_${role}`;
}

export function loginOf(role: MemberRole): string {
  return `dr365_${role}_login`;
}

/** Name of the login's password in the secret store. */
export function secretOf(role: MemberRole): string {
  return `database-${role}`;
}

/** Together below the usual 100 connections, so that no role can shut out the others or the owner. */
export const connectionLimits: Readonly<Record<MemberRole, number>> = {
  collector: 20,
  analyst: 40,
  remediation: 8,
  mcp: 24,
};

/** A question of a person ends by then; a session may lengthen it, the grants are the guarantee. */
export const questionTimeout = '20s';
