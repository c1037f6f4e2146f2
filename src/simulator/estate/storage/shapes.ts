/** Kinds of repositories that differ in what they report or in how they may be used. */
export type Shape =
  | 'windows'
  | 'same-volume'
  | 'cloned'
  | 'linux'
  | 'offline'
  | 'hardened'
  | 'smb'
  | 'nfs'
  | 'data-domain'
  | 'store-once'
  | 'exagrid'
  | 'quantum'
  | 'amazon'
  | 'amazon-limited'
  | 'azure'
  | 'extent'
  | 'cloned-extent'
  | 'capacity-extent'
  | 'azure-capacity-extent'
  | 'archive-extent';

/** Where its backups lie, which decides its path and what its definition holds. */
type Medium = 'drive' | 'mount' | 'smb' | 'nfs' | 'appliance' | 'bucket' | 'container';

export interface ShapeTraits {
  /** As revisions before rev2 name it. */
  readonly type: string;
  readonly label: string;
  readonly medium: Medium;
  readonly extentType: 'Performance' | 'Capacity' | 'Archive' | null;
  /** Logical bytes over real ones; above 1 where blocks are cloned. */
  readonly reportedUsedFactor: number;
}

const plain = { extentType: null, reportedUsedFactor: 1.02 } as const;
const extent = { extentType: 'Performance', reportedUsedFactor: 1.02 } as const;
const capacity = { extentType: 'Capacity', reportedUsedFactor: 1 } as const;

const traits: Readonly<Record<Shape, ShapeTraits>> = {
  windows: { ...plain, type: 'WinLocal', label: 'Windows Repository', medium: 'drive' },
  'same-volume': { ...plain, type: 'WinLocal', label: 'Second Repository', medium: 'drive' },
  cloned: {
    type: 'WinLocal',
    label: 'ReFS Repository',
    medium: 'drive',
    extentType: null,
    reportedUsedFactor: 2.6,
  },
  linux: { ...plain, type: 'LinuxLocal', label: 'Linux Repository', medium: 'mount' },
  offline: { ...plain, type: 'LinuxLocal', label: 'Remote Office Repository', medium: 'mount' },
  hardened: { ...plain, type: 'LinuxHardened', label: 'Hardened Repository', medium: 'mount' },
  smb: { ...plain, type: 'Smb', label: 'SMB Share', medium: 'smb' },
  nfs: { ...plain, type: 'Nfs', label: 'NFS Share', medium: 'nfs' },
  'data-domain': { ...plain, type: 'DDBoost', label: 'Dedupe Appliance', medium: 'appliance' },
  'store-once': {
    ...plain,
    type: 'HPStoreOnceIntegration',
    label: 'StoreOnce Store',
    medium: 'appliance',
  },
  exagrid: { ...plain, type: 'ExaGrid', label: 'ExaGrid Share', medium: 'appliance' },
  quantum: { ...plain, type: 'Quantum', label: 'DXi Share', medium: 'appliance' },
  amazon: { ...plain, type: 'AmazonS3', label: 'Object Storage', medium: 'bucket' },
  'amazon-limited': { ...plain, type: 'AmazonS3', label: 'Limited Bucket', medium: 'bucket' },
  azure: { ...plain, type: 'AzureBlob', label: 'Blob Container', medium: 'container' },
  extent: { ...extent, type: 'LinuxHardened', label: 'Extent', medium: 'mount' },
  'cloned-extent': {
    type: 'WinLocal',
    label: 'ReFS Extent',
    medium: 'drive',
    extentType: 'Performance',
    reportedUsedFactor: 1.9,
  },
  'capacity-extent': {
    ...capacity,
    type: 'S3Compatible',
    label: 'Capacity Tier',
    medium: 'bucket',
  },
  'azure-capacity-extent': {
    ...capacity,
    type: 'AzureBlob',
    label: 'Capacity Tier Blob',
    medium: 'container',
  },
  'archive-extent': {
    type: 'AmazonS3Glacier',
    label: 'Archive Tier',
    medium: 'bucket',
    extentType: 'Archive',
    reportedUsedFactor: 1,
  },
};

export function traitsOf(shape: Shape): ShapeTraits {
  return traits[shape];
}

/** Object storage reports neither capacity nor free space. */
export function isObjectStorage(shape: Shape): boolean {
  const { medium } = traits[shape];
  return medium === 'bucket' || medium === 'container';
}
