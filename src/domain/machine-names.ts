/** Names under which machines are known. */
export interface MachineNames {
  /** Whether the machine of this name may be one of them: a short name stands for every full name that begins with it. */
  readonly mayKnow: (name: string) => boolean;
}

const address = /^\d{1,3}(?:\.\d{1,3}){3}$|^[\da-f]*:[\da-f:]*$/;

/** Names without case; "srv1" may be "srv1.example.com", which "srv1.example.org" is not. */
export function machineNames(names: Iterable<string>): MachineNames {
  const whole = new Set<string>();
  const beginnings = new Set<string>();
  for (const name of names) {
    const known = plain(name);
    whole.add(known);
    if (isFull(known)) beginnings.add(shortName(known));
  }
  return {
    mayKnow: (name) => {
      const asked = plain(name);
      return whole.has(asked) || (isFull(asked) ? whole : beginnings).has(shortName(asked));
    },
  };
}

/** Each machine once: of a short name and a full one that may be the same the full one stands. */
export function eachMachineOnce<Item extends { readonly name: string }>(
  items: readonly Item[],
): Item[] {
  const byName = new Map(items.toReversed().map((one) => [plain(one.name), one]));
  const full = new Map([...byName].filter(([name]) => isFull(name)));
  const known = machineNames(full.keys());
  return [...byName].flatMap(([name, one]) =>
    full.has(name) || !known.mayKnow(name) ? [one] : [],
  );
}

/** Whether nothing but an address is known: it may be the machine of any name. */
export function isAddress(name: string): boolean {
  return address.test(plain(name));
}

function plain(name: string): string {
  return name.trim().toLowerCase();
}

function isFull(name: string): boolean {
  return name.includes('.') && !isAddress(name);
}

function shortName(name: string): string {
  return isFull(name) ? name.slice(0, name.indexOf('.')) : name;
}
