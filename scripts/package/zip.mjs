import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';

const utf8Names = 0x0800;
const deflated = 8;
/** 1 January 2026, midnight, in the calendar of MS-DOS. */
const dosDate = ((2026 - 1980) << 9) | (1 << 5) | 1;

/** A .zip as Explorer and Expand-Archive read it (APPNOTE 6.3.x, no ZIP64: far below 4 GiB and 65,535 files). */
export async function writeZip(folder, archive) {
  const hash = createHash('sha256');
  const file = openSync(archive, 'w');
  let offset = 0;
  const write = (bytes) => {
    writeSync(file, bytes);
    hash.update(bytes);
    offset += bytes.length;
  };
  const directory = [];
  for (const path of filesIn(folder)) {
    const content = readFileSync(path);
    const packed = deflateRawSync(content);
    const name = Buffer.from(relative(dirname(folder), path).split(sep).join('/'));
    const fields = entryFields(content, packed, name);
    directory.push(Buffer.concat([centralHeader(fields, offset), name]));
    write(Buffer.concat([localHeader(fields), name, packed]));
  }
  const start = offset;
  for (const entry of directory) write(entry);
  write(endRecord(directory.length, offset - start, start));
  closeSync(file);
  return { sha256: hash.digest('hex'), bytes: offset };
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function entryFields(content, packed, name) {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(utf8Names, 2);
  fields.writeUInt16LE(deflated, 4);
  fields.writeUInt16LE(0, 6);
  fields.writeUInt16LE(dosDate, 8);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

function localHeader(fields) {
  return Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields]);
}

function centralHeader(fields, offset) {
  const header = Buffer.alloc(46);
  header.write('PK\x01\x02', 0, 'latin1');
  header.writeUInt16LE(20, 4);
  fields.copy(header, 6);
  header.writeUInt32LE(offset, 42);
  return header;
}

function endRecord(entries, size, start) {
  const record = Buffer.alloc(22);
  record.write('PK\x05\x06', 0, 'latin1');
  record.writeUInt16LE(entries, 8);
  record.writeUInt16LE(entries, 10);
  record.writeUInt32LE(size, 12);
  record.writeUInt32LE(start, 16);
  return record;
}
