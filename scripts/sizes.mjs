// Prints how large the files of a folder are: raw, and as gzip and brotli would send them.
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = process.argv[2] ?? 'target/site';
const packed = /\.(js|wasm|css|svg|html|json|txt|webmanifest)$/;

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else yield path;
  }
}

const brotli = (bytes) =>
  brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }).length;

const rows = [];
for (const path of files(root)) {
  const bytes = readFileSync(path);
  const sizes = packed.test(path)
    ? [bytes.length, gzipSync(bytes, { level: 9 }).length, brotli(bytes)]
    : [bytes.length, bytes.length, bytes.length];
  rows.push([relative(root, path), ...sizes]);
}
rows.sort((a, b) => b[1] - a[1]);
const total = [1, 2, 3].map((column) => rows.reduce((sum, row) => sum + row[column], 0));
const shown = rows.length > 14 ? [...rows.slice(0, 12), [`… ${rows.length - 12} more`, ...[1, 2, 3].map((c) => rows.slice(12).reduce((s, r) => s + r[c], 0))]] : rows;
const width = Math.max(...shown.map(([name]) => name.length), 5);
const line = (name, ...cells) => name.padEnd(width) + cells.map((cell) => String(cell).padStart(11)).join('');
console.log(line('bytes', 'raw', 'gzip', 'brotli'));
for (const row of shown) console.log(line(...row));
console.log(line('total', ...total));
