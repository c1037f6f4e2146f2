/** The fields of one line of CSV (RFC 4180, without line ends in fields); null where a quotation mark is not closed. */
export function fieldsOf(line: string): readonly string[] | null {
  const fields: string[] = [];
  let rest = line;
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"(,|$)/.exec(rest);
    const plain = /^([^",]*)(,|$)/.exec(rest);
    const [whole, field = '', end] = quoted ?? plain ?? [];
    if (whole === undefined) return null;
    fields.push(quoted === null ? field : field.replaceAll('""', '"'));
    if (end === '') return fields;
    rest = rest.slice(whole.length);
  }
}
