import { z } from 'zod';
import { optionalCount, optionalText } from './fields.ts';

/** Transfer figures in bytes. 1.3-rev0 also spells one of them `transferedSize`. */
export const progressSchema = z
  .object({
    processedSize: optionalCount,
    readSize: optionalCount,
    transferredSize: optionalCount,
    transferedSize: optionalCount,
    bottleneck: optionalText,
  })
  .nullish()
  .catch(null);
