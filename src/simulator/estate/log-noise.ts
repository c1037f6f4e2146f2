import { hashOf, textHash } from './chance.ts';
import type { Draft } from './log-records.ts';

/** The record of a failure among lines that go with one and say nothing of its cause. */
export function withNoise(record: Draft, taskNumber: number): Draft[] {
  const draw = hashOf(textHash('noise'), taskNumber) >>> 0;
  const retry: Draft = {
    status: 'Warning',
    title: `Retrying in ${10 + (draw % 50)} seconds, retry ${1 + (draw % 3)} of 3`,
    description: '',
  };
  const aftermath: Draft = {
    status: 'Failed',
    title: `Session with ID "${draw.toString(16)}" is not started yet`,
    description: '',
  };
  return [...(draw % 4 === 0 ? [retry] : []), record, ...(draw % 5 === 0 ? [aftermath] : [])];
}
