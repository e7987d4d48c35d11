// Metadata definitions brought in and taken along.
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Download, Locator, Page } from '@playwright/test';
import { unique } from '../support/api.ts';
import { hydrated, paths, signIn, signInAs } from '../support/pages.ts';
import { Server } from '../support/server.ts';
import { test as base, expect } from '../support/test.ts';

/** A server whose catalog is empty. */
const test = base.extend<object, { server: Server }>({
  server: [
    async ({}, use) => {
      const server = await Server.start({ VITRINE__METADEFS__STARTER_CATALOG: 'false' });
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vitrine-transfer-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

function document(name: string): Record<string, unknown> {
  return {
    namespace: name,
    display_name: `About ${name}`,
    visibility: 'public',
    protected: false,
    resource_type_associations: [{ name: 'OS::Glance::Image', prefix: 'hw_' }],
    properties: { bus: { type: 'string', title: 'Bus', description: 'How it is attached', enum: ['ide', 'virtio'] } },
    objects: [{ name: 'Speed', properties: { iops: { type: 'integer', title: 'Operations', minimum: 1 } } }],
    tags: [{ name: 'fast' }, { name: 'calm' }],
  };
}

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  return path;
}

/** What stands beside one namespace in the plan or the report. */
const entry = (page: Page, name: string): Locator => page.getByRole('listitem').filter({ hasText: name }).first();

async function open(page: Page, server: Server): Promise<void> {
  await signIn(page, server, paths.metadefsImport);
  await hydrated(page);
}

async function review(page: Page, title: 'Plan' | 'Report' = 'Plan'): Promise<void> {
  await page.getByRole('button', { name: 'Review import' }).click();
  await expect(page.getByRole('heading', { level: 2, name: title, exact: true })).toBeFocused();
}

async function apply(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Import (one|\d+) namespaces?$/ }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Report' })).toBeFocused();
}

async function content(download: Download): Promise<string> {
  return readFileSync(await download.path(), 'utf8');
}

async function exported(page: Page, name: string): Promise<unknown> {
  const answer = await page.request.get(`${paths.metadefsExport}/file?format=json&ns=${encodeURIComponent(name)}`);
  expect(answer.status()).toBe(200);
  return answer.json();
}

// Where the published files are; declared only where they are, so that an ordinary run skips nothing.
const published = process.env.VITRINE_METADEFS;
if (published) {
  test('the published files go in at once, are the same then, and one that was changed is told apart', async ({ page, server }) => {
    const names = readdirSync(published).filter((name) => name.endsWith('.json')).sort();
    expect(names).toHaveLength(33);
    const files = names.map((name) => join(published, name));
    await open(page, server);
    await page.getByLabel('Choose files').setInputFiles(files);
    await review(page);
    await expect(page.getByText('33 new')).toBeVisible();
    await apply(page);
    await expect(page.getByText(/^33 written, 0 refused, in \d+ ms$/)).toBeVisible();

    await page.reload();
    await hydrated(page);
    await page.getByLabel('Choose files').setInputFiles(files);
    await review(page);
    await expect(page.getByText('33 the same')).toBeVisible();
    await expect(page.getByText('There is nothing to write.')).toBeVisible();

    const watchdog = JSON.parse(readFileSync(join(published, 'compute-watchdog.json'), 'utf8')) as {
      namespace: string;
      properties: Record<string, { title: string }>;
    };
    const [key, definition] = Object.entries(watchdog.properties)[0] ?? ['', { title: '' }];
    definition.title = 'What the dog does';
    const changed = names.map((name) => (name === 'compute-watchdog.json' ? file(name, watchdog) : join(published, name)));
    await page.getByLabel('Choose files').setInputFiles(changed);
    await review(page);
    await expect(page.getByText('32 the same')).toBeVisible();
    await expect(page.getByText('1 different')).toBeVisible();
    const row = entry(page, watchdog.namespace);
    await expect(row.getByRole('heading', { name: `Property ${key}` })).toBeVisible();
    await expect(row.getByText('"title": "What the dog does"')).toBeVisible();
  });
}

test('a folder and pasted text go in, with a mode for each namespace', async ({ page, server }) => {
  const [one, two] = [unique('one'), unique('two')];
  file('one.json', document(one));
  file('readme.md', '# Not one of them');
  await open(page, server);
  await page.getByLabel('Or a folder').setInputFiles(folder);
  await page.getByLabel('Paste JSON').fill(JSON.stringify([document(two)]));
  await review(page);
  await expect(page.getByText('2 new')).toBeVisible();
  await apply(page);
  await expect(page.getByText(/^2 written, 0 refused/)).toBeVisible();

  const changed = [one, two].map((name) => ({ ...document(name), description: 'Told anew', tags: [{ name: 'fast' }] }));
  await page.reload();
  await hydrated(page);
  await page.getByLabel('Paste JSON').fill(JSON.stringify(changed));
  await page.getByRole('radio', { name: 'Replace' }).check();
  await review(page);
  await expect(page.getByText('2 different')).toBeVisible();
  await page.getByLabel(`What becomes of ${one}`).selectOption('Skip');
  await expect(page.getByText('1 left alone')).toBeVisible();
  await apply(page);
  await expect(page.getByText(/^1 written, 0 refused/)).toBeVisible();
  expect(await exported(page, one)).toEqual(document(one));
  expect(await exported(page, two)).toEqual(changed[1]);
});

test('what is protected stays whole, and says so', async ({ page, server }) => {
  const name = unique('kept');
  await open(page, server);
  await page.getByLabel('Paste JSON').fill(JSON.stringify({ ...document(name), protected: true }));
  await review(page);
  await apply(page);
  await page.reload();
  await hydrated(page);
  await page.getByLabel('Paste JSON').fill(JSON.stringify({ ...document(name), protected: true, tags: [] }));
  await page.getByRole('radio', { name: 'Replace' }).check();
  await review(page);
  await expect(entry(page, name).getByText('Protected', { exact: true })).toBeVisible();
  await expect(page.getByText('There is nothing to write.')).toBeVisible();
  await page.getByRole('radio', { name: 'Merge, the file wins' }).check();
  await expect(page.getByText('1 left alone').or(page.getByText('1 the same'))).toBeVisible();
});

test('what is no JSON is named with its file and line, and the rest goes in', async ({ page, server }) => {
  const name = unique('good');
  const files = [file('good.json', document(name)), file('broken.json', '{\n  "namespace": "x",\n  oops\n}')];
  const odd = file('odd.json', { namespace: unique('odd'), properties: { p: { type: 'text', title: 'P' } } });
  await open(page, server);
  await page.getByLabel('Choose files').setInputFiles([...files, odd]);
  await review(page);
  await expect(entry(page, 'broken.json').getByText('This is no JSON. Line 3, column 3')).toBeVisible();
  await expect(entry(page, 'odd.json').getByText('properties.p.type').first()).toBeVisible();
  await apply(page);
  await expect(page.getByText(/^1 written, 2 refused/)).toBeVisible();
});

test('an address on this machine is not read', async ({ page, server }) => {
  await open(page, server);
  const url = `${server.url}/v2/metadefs/namespaces`;
  await page.getByLabel('Address').fill(url);
  await review(page);
  await expect(entry(page, url).getByText('The server may not read from this address.')).toBeVisible();
  await page.getByLabel('Address').fill('file:///etc/passwd');
  await page.getByRole('button', { name: 'Review import' }).click();
  await expect(page.getByText('This is no plain http or https address.')).toBeVisible();
});

test('every form of export comes down, and the archive goes in again as the same', async ({ page, server }) => {
  const [one, two] = [unique('alpha'), unique('beta')];
  await open(page, server);
  await page.getByLabel('Paste JSON').fill(JSON.stringify([document(one), document(two)]));
  await review(page);
  await apply(page);

  await page.goto(paths.metadefsExport);
  const choose = async (names: string[], form: string): Promise<Download> => {
    for (const name of [one, two]) {
      await page.getByRole('checkbox', { name: `Export ${name}` }).setChecked(names.includes(name));
    }
    await page.getByRole('radio', { name: form }).check();
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export selected' }).click();
    return coming;
  };
  const single = await choose([one], 'JSON The published');
  expect(single.suggestedFilename()).toMatch(/^Aboutalpha\w+\.json$/);
  expect(JSON.parse(await content(single))).toEqual(document(one));
  const csv = await content(await choose([one, two], 'CSV'));
  expect(csv.trim().split('\r\n')).toHaveLength(5);
  expect(await content(await choose([one], 'Markdown'))).toContain(`# About ${one}`);
  const schema = JSON.parse(await content(await choose([one], 'JSON Schema'))) as { properties: object };
  expect(Object.keys(schema.properties).sort()).toEqual(['hw_bus', 'hw_iops']);

  const archive = await choose([one, two], 'JSON The published');
  expect(archive.suggestedFilename()).toBe('metadefs.zip');
  const path = join(folder, 'metadefs.zip');
  await archive.saveAs(path);
  await page.goto(paths.metadefsImport);
  await hydrated(page);
  await page.getByLabel('Choose files').setInputFiles(path);
  await review(page);
  await expect(page.getByText('2 the same')).toBeVisible();
});

test('who only reads exports, and is told that import is not theirs', async ({ page, api, complaints }) => {
  complaints.allow(/status of 403/);
  const project = await api.createProject({ name: unique('readers') });
  const name = unique('rob');
  const user = await api.createUser({ name, password: 'correct horse battery', default_project_id: project });
  await api.grant(project, user, 'reader');
  await signInAs(page, name, 'correct horse battery', paths.metadefsExport);
  await expect(page.getByRole('heading', { level: 1, name: 'Export namespaces' })).toBeVisible();
  const answer = await page.goto(paths.metadefsImport);
  expect(answer?.status()).toBe(403);
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Review import' })).toHaveCount(0);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('one form plans, and writes once that is said', async ({ page, server }) => {
    const name = unique('plain');
    await signIn(page, server, paths.metadefsImport);
    await page.getByLabel('Choose files').setInputFiles(file('plain.json', document(name)));
    await page.getByRole('button', { name: 'Review import' }).click();
    await expect(page.getByRole('heading', { level: 2, name: 'Plan' })).toBeVisible();
    await expect(page.getByText('1 new')).toBeVisible();
    await page.getByLabel('Choose files').setInputFiles(file('plain.json', document(name)));
    await page.getByLabel('Only show what would happen').uncheck();
    await page.getByRole('button', { name: 'Review import' }).click();
    await expect(page.getByText(/^1 written, 0 refused, in \d+ ms$/)).toBeVisible();
    expect(await exported(page, name)).toEqual(document(name));
  });
});
