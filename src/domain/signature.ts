/** What is known of one kind of failure text; the catalogue is data in knowledge/. */
export interface Signature {
  readonly id: string;
  readonly causeClass: string;
  /** Where it lies: guest, host, proxy, repository, network, server …: an open set. */
  readonly scope: string;
  /** Where to look for others that it hits: object, job, host, repository …: an open set. */
  readonly blastRadius: string;
  /** The highest matching priority names the cause. */
  readonly priority: number;
  /** Only says that something went wrong inside: counts when nothing else matches. */
  readonly isWrapper: boolean;
  /** Regular expressions, tried without case. */
  readonly patterns: readonly string[];
  readonly meaning: string;
  readonly likelyCauses: readonly string[];
  readonly firstChecks: readonly string[];
  readonly directions: readonly string[];
  readonly retryUseful: 'yes' | 'no' | 'maybe';
  readonly knowledgeBase: readonly KnowledgeBaseArticle[];
  /** How sure it is that the text means this: show a cause as "likely" below high. */
  readonly confidence: 'high' | 'medium' | 'low';
  /** Known to do no harm, with the reason; null for everything that may. */
  readonly benignBecause: string | null;
}

/** `status`: how the article was come by: seen, doc, referenced or recalled. */
interface KnowledgeBaseArticle {
  readonly id: string;
  readonly url: string;
  readonly status: 'seen' | 'doc' | 'referenced' | 'recalled';
}

/** Every known failure text. A text that matches noise tells nothing and is no cause. */
export interface SignatureCatalogue {
  /** Raised with every change: lines matched by another version are matched again. */
  readonly version: number;
  readonly noise: readonly { readonly id: string; readonly pattern: string }[];
  readonly signatures: readonly Signature[];
}

/** Where a signature was found in a text, in characters. */
export interface SignatureMatch {
  readonly signatureId: string;
  readonly start: number;
  readonly end: number;
}

/** What the catalogue says of one line. */
export interface MatchedLine {
  readonly isNoise: boolean;
  /** Every match, highest priority first. */
  readonly matches: readonly SignatureMatch[];
  /** The same for texts that differ only in ids, numbers, paths and names. */
  readonly fingerprint: string;
}
