/** What machines are called that a business stops without. */
export const vitalLeads: readonly string[] = ['dc', 'erp', 'pki'];

/** And those that it can do without for a while. */
export const sparedLeads: readonly string[] = ['app', 'print', 'wiki', 'intranet'];

/** Whether a business stops without the machine of this name. */
export function isVital(name: string): boolean {
  return /(?:^|-)(?:dc|erp|pki)\d/.test(name);
}
