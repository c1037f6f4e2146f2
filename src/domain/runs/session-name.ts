// VBR appends how a session ran to the job's name; any other bracket belongs to the name itself.
const retrySuffix = / ?\(Retry (\d+)\)$/i;
const algorithmSuffix =
  / ?\((Full|Increment|Incremental|Synthetic Full|Active Full|Reverse Incremental)\)$/i;

/** The job's name inside a session's name: without VBR's "(Retry 2)" and "(Incremental)". */
export function baseJobName(sessionName: string): string {
  if (!sessionName.endsWith(')')) return sessionName;
  return sessionName.replace(retrySuffix, '').replace(algorithmSuffix, '');
}

/** Which retry a session's name says it is, 1 for the first; null when it says nothing. */
export function retryNumberInName(sessionName: string): number | null {
  const digits = retrySuffix.exec(sessionName)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Whether a session's name says that it was a full backup; null when it says neither. */
export function isFullInName(sessionName: string): boolean | null {
  if (!sessionName.endsWith(')')) return null;
  const word = algorithmSuffix.exec(sessionName.replace(retrySuffix, ''))?.[1];
  return word === undefined ? null : word.toLowerCase().includes('full');
}
