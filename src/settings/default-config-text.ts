import { stringify } from 'yaml';
import { z } from 'zod';
import { settingsSchema } from './settings.ts';

type SchemaNode = z.core.JSONSchema._JSONSchema | undefined;

const banner = `# Settings of DR365. Every line below is the default; change what should differ.
# Stronger, in this order: .env beside this file, environment variables, flags.
# Passwords never stand here: VEEAM_PASSWORD or VEEAM_PASSWORD_<ENTRY>, and DB_PASSWORD, go into .env.
`;

const examples: Readonly<Record<string, string>> = {
  servers: `# To list servers, replace [] by entries such as:
#  - entry: main                    # keep it: stored data is bound to this name
#    host: vbr.example.com
#    port: null                     # null tries 443, then 9419
#    username: dr365@example.com    # role Veeam Backup Viewer
#    fingerprint: "AB:CD:…"         # SHA-256 of the certificate; or caFile: ca.pem
#    zone: null                     # such as Europe/Paris
#    revision: null                 # null keeps the REST revision of first contact
`,
  database: `# To use another, replace null by:
#  host: db.example.com
#  port: 5432
#  metricsName: dr365v_metrics
#  riskName: dr365v
#  user: dr365_owner
`,
};

/** A commented dr365.config.yaml that says exactly the defaults. */
export function defaultConfigText(): string {
  const defaults = settingsSchema.parse({});
  const schema = z.toJSONSchema(settingsSchema, { io: 'input', unrepresentable: 'any' });
  const sections = Object.entries(defaults).map(([name, value]) => {
    const lines = settingLines(name, value, schema.properties?.[name], '');
    return `\n${lines.join('\n')}\n${examples[name] ?? ''}`;
  });
  return `${banner}${sections.join('')}`;
}

function settingLines(name: string, value: unknown, node: SchemaNode, indent: string): string[] {
  const description = typeof node === 'object' ? node.description : undefined;
  const comment = description === undefined ? [] : [`${indent}# ${description}`];
  if (isSection(value)) {
    const children = typeof node === 'object' ? node.properties : undefined;
    const inside = Object.entries(value).flatMap(([key, child]) =>
      settingLines(key, child, children?.[key], `${indent}  `),
    );
    return [...comment, `${indent}${name}:`, ...inside];
  }
  const text = stringify({ [name]: value }, { collectionStyle: 'flow', lineWidth: 0 });
  // One pair in flow style comes as "{ name: value }".
  return [...comment, `${indent}${text.trim().replace(/^\{ ?|,? ?\}$/g, '')}`];
}

function isSection(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).length > 0
  );
}
