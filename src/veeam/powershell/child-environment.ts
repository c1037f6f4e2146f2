/** What PowerShell and the module of VBR need; passwords and settings of this process are none of their business. */
const neededNames = new Set([
  'path',
  'psmodulepath',
  'systemroot',
  'systemdrive',
  'windir',
  'comspec',
  'pathext',
  'temp',
  'tmp',
  'tmpdir',
  'programdata',
  'programfiles',
  'programfiles(x86)',
  'programw6432',
  'commonprogramfiles',
  'allusersprofile',
  'userprofile',
  'username',
  'userdomain',
  'computername',
  'appdata',
  'localappdata',
  'processor_architecture',
  'number_of_processors',
  'home',
  'lang',
]);

type Variables = Readonly<Record<string, string | undefined>>;

/** The environment of a script; PowerShell is told to keep to itself. */
export function childEnvironment(own: Variables): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(own)) {
    if (value !== undefined && neededNames.has(name.toLowerCase())) kept[name] = value;
  }
  return {
    ...kept,
    POWERSHELL_TELEMETRY_OPTOUT: '1',
    POWERSHELL_UPDATECHECK: 'Off',
    NO_COLOR: '1',
  };
}
