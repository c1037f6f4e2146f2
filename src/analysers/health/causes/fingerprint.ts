import { hashText } from '../../../domain/hash-text.ts';
import { withoutStack } from './without-stack.ts';

/** What remains of a text when all that is its own is masked, and the key that equal remains share. */
export interface Fingerprint {
  readonly key: string;
  readonly maskedText: string;
}

/** Texts that are the same up to here are the same. */
const longestExamined = 2000;
const longestMasked = 400;
const shortestName = 3;
/** Masked afterwards: as a number, or with the path or host it stands in. */
const knownName = 'name0';

/**
 * Masks ids, numbers, times, quoted names, paths, accounts, hosts and addresses, and the names that are known to occur, so
 * that texts that differ in nothing else have one key. Letters count without case.
 */
export function fingerprintOf(text: string, names: readonly string[] = []): Fingerprint {
  let masked = withoutStack(text).slice(0, longestExamined).toLowerCase();
  for (const name of names) {
    if (name.length >= shortestName) masked = masked.replaceAll(name.toLowerCase(), knownName);
  }
  for (const { signs, expression, mask } of masks) {
    if (signs.some((sign) => masked.includes(sign))) masked = masked.replace(expression, mask);
  }
  if (/\d/.test(masked)) masked = masked.replace(figure, '#');
  masked = masked.replace(repeated, '$1').replace(spaces, ' ').trim();
  return { key: hashText(masked), maskedText: masked.slice(0, longestMasked) };
}

/** One kind of thing that is a text's own; it is looked for only where one of its signs stands. */
interface Mask {
  readonly signs: readonly string[];
  readonly expression: RegExp;
  readonly mask: '#' | '*';
}

// Characters outside ASCII count as letters, which keeps the expressions fast. Ids come first, so that no part of one is
// taken for a host.
const masks: readonly Mask[] = [
  { signs: ['-'], expression: /\{?\b[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\b\}?/g, mask: '#' },
  {
    signs: ["'"],
    expression: /(?<![a-z\d\x80-\uffff])'[^']{1,200}'(?![a-z\d\x80-\uffff])/g,
    mask: '*',
  },
  { signs: ['"'], expression: /"[^"]{1,300}"/g, mask: '*' },
  { signs: ['«', '“', '„'], expression: /[«“„][^«»“”„]{1,300}[»“”]/g, mask: '*' },
  { signs: ['['], expression: /\[[^\]]{1,300}\]/g, mask: '*' },
  { signs: ['://'], expression: /\b[a-z]{2,10}:\/\/[^\s,;)\]]{1,300}/g, mask: '*' },
  { signs: ['\\'], expression: /(?:\b[a-z]:\\|\\\\)[^\s:*?"<>|,;\])]{1,260}/g, mask: '*' },
  { signs: ['\\'], expression: /(?<![\w.-])[\w.-]{1,64}\\[\w.$-]{1,64}/g, mask: '*' },
  { signs: ['/'], expression: /(?<![\w/])(?:\/[\w.@+-]{1,100}){2,20}\/?/g, mask: '*' },
  {
    signs: ['@'],
    expression: /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g,
    mask: '*',
  },
  { signs: ['.'], expression: /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?(?![\w.]\w)/g, mask: '*' },
  {
    signs: ['-', '.', '/'],
    expression:
      /(?<![\w.])\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?![\w.])(?:[ t]\d{1,2}:\d\d(?::\d\d)?(?:\.\d{1,9})?z?(?: ?[ap]m)?)?/g,
    mask: '#',
  },
  { signs: [':'], expression: /\b\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]m)?\b(?![:.]\w)/g, mask: '#' },
  { signs: [':'], expression: /(?<![\w:])[\da-f]{1,4}:[\da-f:]{4,35}[\da-f](?!\w)/g, mask: '*' },
  {
    signs: ['.'],
    expression: /(?<![\w.-])(?:[a-z\d][a-z\d-]{0,62}\.){1,8}[a-z]{2,24}(?![\w-])(?::\d{1,5})?/g,
    mask: '*',
  },
];
/** A number, or a word with a digit in it, such as the name of a machine. */
const figure =
  /-?\b[a-z_\x80-\uffff-]{0,64}\d[a-z\d_\x80-\uffff-]{0,64}(?:[.,]\d[a-z\d_\x80-\uffff-]{0,64})*/g;
const repeated = /([#*])(?:[ ,;]{1,3}\1)+/g;
const spaces = /\s+/g;
