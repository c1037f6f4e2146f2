import type { VbrServer } from '../domain/vbr-server.ts';

/** The columns a VbrServer is made of, in the table and in its view. */
export const serverColumns = [
  'id',
  'entry',
  'address',
  'revision',
  'has_info as hasInfo',
  'vbr_id as vbrId',
  'name',
  'build_version as buildVersion',
  'platform',
] as const;

interface ServerRow extends Pick<VbrServer, 'id' | 'entry' | 'address' | 'revision'> {
  readonly hasInfo: boolean;
  readonly vbrId: string | null;
  readonly name: string | null;
  readonly buildVersion: string | null;
  readonly platform: string | null;
}

export function serverFrom({
  id,
  entry,
  address,
  revision,
  hasInfo,
  ...row
}: ServerRow): VbrServer {
  const { vbrId, name, buildVersion, platform } = row;
  return {
    id,
    entry,
    address,
    revision,
    info: hasInfo ? { vbrId, name, buildVersion, platform } : null,
  };
}
