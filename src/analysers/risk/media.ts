/** Types of repositories as VBR v13 names them in its REST documents, lower case; an unknown one counts as disk, the least favourable. */
const appliances = words(
  'ddboost delldatadomain exagrid hpstoreonceintegration hpestoreonce hpstoreonce quantum quantumdxi infinidat fujitsu',
);
const cloudStores = words(
  `azureblob azurearchive amazons3 amazons3glacier googlecloud ibmcloud wasabicloud veeamdatacloudvault veeamvault elevenelevens3
  cloud amazons3external azurestorageexternal googlecloudstorageexternal amazons3glacierexternal googlearchivestorageexternal
  azurearchivestorageexternal veeamdatacloudvaultarchive veeamdatacloudvaultawsexternal veeamdatacloudvaultazureexternal`,
);
const localObjectStores = words(
  's3compatible s3glaciercompatible smartobjects3 s3integrated hpstoreoncecloudbank azuredatabox amazonsnowballedge',
);
export type Medium = 'disk' | 'object storage' | 'deduplicating appliance' | 'tape';

export function mediumOf(type: string): Medium {
  const known = type.toLowerCase();
  if (known === 'tape') return 'tape';
  if (appliances.has(known)) return 'deduplicating appliance';
  return cloudStores.has(known) || localObjectStores.has(known) ? 'object storage' : 'disk';
}

/** Whether the storage stands at a provider's. */
export function isCloud(type: string): boolean {
  return cloudStores.has(type.toLowerCase());
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/));
}
