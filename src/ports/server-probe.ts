import type { SourceName } from '../domain/source-state.ts';
import type { Revision, ServerInfo } from '../domain/vbr-server.ts';

/** How the server's certificate is trusted; there is no third way. */
export type Trust =
  | { readonly kind: 'fingerprint'; readonly sha256: readonly string[] }
  | { readonly kind: 'authority'; readonly caFile: string }
  | { readonly kind: 'system' };

/** Where a VBR server is; port null means discover (443, then 9419). */
export interface ServerAddress {
  readonly host: string;
  readonly port: number | null;
}

/** What the TLS end shows before anything is sent. */
export interface CertificateSeen {
  readonly port: number;
  /** Upper-case hex pairs joined by colons. */
  readonly sha256: string;
  readonly subject: string;
  readonly validFrom: Date;
  readonly validTo: Date;
}

export interface Account {
  readonly username: string;
  readonly password: string;
}

/** What an account may see. */
export interface AccountSight {
  readonly revision: Revision;
  readonly info: ServerInfo | null;
  readonly visible: readonly SourceName[];
  readonly hidden: readonly SourceName[];
  /** Visible sources that did not answer well when they were asked, each with what was the matter. */
  readonly unanswered: readonly UnansweredSource[];
  /** Server clock minus ours, seconds; null when the server did not tell its time. */
  readonly skewSeconds: number | null;
}

interface UnansweredSource {
  readonly source: SourceName;
  readonly happened: string;
}

/** First contact, used by set-up: looks at the certificate, then tries the account once. */
export interface ServerProbe {
  readonly certificate: (address: ServerAddress) => Promise<CertificateSeen>;
  readonly account: (
    address: ServerAddress,
    trust: Trust,
    account: Account,
  ) => Promise<AccountSight>;
}
