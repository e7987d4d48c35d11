// Real disk images, made by qemu-img.
import { execFileSync } from 'node:child_process';
import { createHash, randomFillSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Disk {
  path: string;
  size: number;
  sha512: string;
  md5: string;
  remove(): void;
}

/** A qcow2, as qemu-img lays it out, with `mib` MiB of random data in it. */
export function qcow2(mib: number): Disk {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-disk-'));
  const raw = join(folder, 'disk.raw');
  const path = join(folder, 'disk.qcow2');
  writeFileSync(raw, randomFillSync(Buffer.alloc(mib * 1024 * 1024)));
  execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', path, `${mib * 4}M`]);
  execFileSync('qemu-io', ['-f', 'qcow2', '-c', `write -q -s ${raw} 0 ${mib}M`, path]);
  const bytes = readFileSync(path);
  const digest = (algorithm: string) => createHash(algorithm).update(bytes).digest('hex');
  return {
    path,
    size: bytes.length,
    sha512: digest('sha512'),
    md5: digest('md5'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
