import type { Finding } from '../../domain/finding.ts';
import type { PassContext } from '../pass-request.ts';

/** What an analyser says, or the failed finding of its subject when it throws. */
export function guardedFinding(
  { journal }: PassContext,
  about: Pick<Finding, 'feature' | 'subject' | 'asOf'>,
  assess: () => Finding,
): Finding {
  try {
    return assess();
  } catch (error) {
    const { kind, id } = about.subject;
    journal.error('pipeline', error, { step: `analyse ${about.feature}`, kind, id });
    return {
      ...about,
      status: 'failed',
      method: 'none: the analysis did not come to an end',
      measures: {},
      reason:
        'The analysis stopped on an error that nobody foresaw; the journal holds what it was.',
    };
  }
}
