// A server of one's own: started on a free port with an empty data folder, stopped and removed at the end.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const binary = process.env.VITRINE_BIN ?? join(root, 'target/debug/vitrine');
const ADMIN_PASSWORD = 'correct horse battery staple';
const READY_WITHIN_MS = 30_000;
const STOPPED_WITHIN_MS = 20_000;

export class Server {
  readonly adminPassword = ADMIN_PASSWORD;

  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  static async start(environment: Record<string, string> = {}): Promise<Server> {
    if (!existsSync(binary)) throw new Error(`${binary} is not built: cargo build`);
    const folder = mkdtempSync(join(tmpdir(), 'vitrine-e2e-'));
    const ready = join(folder, 'ready.json');
    const log = join(folder, 'log');
    const child = spawn(
      binary,
      ['serve', '--data-dir', join(folder, 'data'), '--listen', '127.0.0.1:0', '--ready-file', ready],
      {
        // Debug builds read their assets relative to the project.
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, ...environment, VITRINE_ADMIN_PASSWORD: ADMIN_PASSWORD },
      },
    );
    const sink = createWriteStream(log);
    child.stdout.pipe(sink, { end: false });
    child.stderr.pipe(sink, { end: false });
    const url = await readyUrl(child, ready).catch((error: unknown) => {
      child.kill('SIGKILL');
      throw new Error(`${String(error)}\n${existsSync(log) ? readFileSync(log, 'utf8') : ''}`);
    });
    return new Server(url, child, folder);
  }

  /** What the server has logged so far. */
  log(): string {
    return readFileSync(join(this.folder, 'log'), 'utf8');
  }

  /** Asks it to end, and insists that it does. */
  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, 'exit');
      this.child.kill('SIGTERM');
      const patience = new AbortController();
      const late = pause(STOPPED_WITHIN_MS, 'late' as const, { signal: patience.signal }).catch(() => 'cut' as const);
      const outcome = await Promise.race([ended, late]);
      patience.abort();
      if (outcome === 'late') {
        this.child.kill('SIGKILL');
        throw new Error('the server did not end on SIGTERM');
      }
    }
    const { exitCode, signalCode } = this.child;
    const log = this.log();
    rmSync(this.folder, { recursive: true, force: true });
    if (exitCode !== 0) throw new Error(`the server ended with ${exitCode ?? signalCode}\n${log}`);
  }
}

async function readyUrl(child: ChildProcess, file: string): Promise<string> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    if (existsSync(file)) {
      try {
        return (JSON.parse(readFileSync(file, 'utf8')) as { url: string }).url;
      } catch {
        // Half written; look again.
      }
    }
    await pause(25);
  }
  throw new Error('the server did not get ready');
}
