import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { unique } from '../support/api.ts';
import { hydrated, paths, signIn, toast } from '../support/pages.ts';
import type { Server } from '../support/server.ts';
import { expect, test } from '../support/test.ts';

interface Made {
  name: string;
  id: string;
  secret: string;
}

/** Makes one with the role `reader` that ends with the century, and reads the page that shows it. */
async function create(page: Page): Promise<Made> {
  const name = unique('ci');
  await page.goto(`${paths.credentials}/new`);
  await page.locator('input[name=name]').fill(name);
  await page.locator('input[name=expires_at]').fill('2099-12-31T23:59');
  await page.locator('textarea[name=description]').fill('Reads what the night built');
  await page.getByRole('checkbox', { name: 'reader', exact: true }).check();
  await page.locator('main form button[type=submit]').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Credential created' })).toBeVisible();
  const id = await page.locator('main form input[name=id]').first().inputValue();
  return { name, id, secret: await page.locator('#secret').innerText() };
}

/** Saves the file of this name from the page that shows the secret. */
async function save(page: Page, file: string): Promise<string> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: file }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe(file);
  return saved.path();
}

/** What the identity service says to a credential. */
function authenticate(url: string, id: string, secret: string): Promise<Response> {
  const identity = { methods: ['application_credential'], application_credential: { id, secret } };
  return fetch(`${url}/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ auth: { identity } }),
  });
}

/** A text of clouds.yaml, where each has a line of its own, in double quotes. */
const field = (yaml: string, key: string): string =>
  JSON.parse(new RegExp(`^ +${key}: (".*")$`, 'm').exec(yaml)?.[1] ?? '""') as string;

async function filesWork(page: Page, server: Server, { id, secret }: Made): Promise<void> {
  const yaml = readFileSync(await save(page, 'clouds.yaml'), 'utf8');
  expect(field(yaml, 'auth_type')).toBe('v3applicationcredential');
  expect(yaml).not.toContain(server.adminPassword);
  const [url, itsId, itsSecret] = ['auth_url', 'application_credential_id', 'application_credential_secret'].map((key) =>
    field(yaml, key),
  );
  expect([url, itsId, itsSecret]).toEqual([`${server.url}/identity/v3`, id, secret]);
  const answer = await authenticate(url ?? '', itsId ?? '', itsSecret ?? '');
  expect(answer.status).toBe(201);
  const { token } = (await answer.json()) as { token: { roles: { name: string }[]; expires_at: string } };
  expect(token.roles.map((role) => role.name)).toEqual(['reader']);

  const script = `. ${await save(page, 'openrc.sh')}; printf '%s ' "$OS_AUTH_TYPE" "$OS_AUTH_URL" \
    "$OS_APPLICATION_CREDENTIAL_ID" "$OS_APPLICATION_CREDENTIAL_SECRET" "\${OS_PASSWORD-unset}"`;
  // What the shell had before must not mix with it.
  const env = { ...process.env, OS_PASSWORD: 'of another cloud' };
  const told = execFileSync('sh', ['-c', script], { encoding: 'utf8', env });
  expect(told.trim()).toBe(`v3applicationcredential ${server.url}/identity/v3 ${id} ${secret} unset`);
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'without script', () => {
    test.use({ javaScriptEnabled });
    const ready = (page: Page) => (javaScriptEnabled ? hydrated(page) : Promise.resolve());

    test('a credential is made, shown once, signs in by its files, and is deleted', async ({ page, server }) => {
      await signIn(page, server, paths.credentials);
      const made = await create(page);
      await ready(page);
      await expect(page.locator('#secret')).toHaveText(made.secret);
      await filesWork(page, server, made);

      await page.getByRole('link', { name: 'Done' }).click();
      await expect(page).toHaveURL((url) => url.pathname === paths.credentials);
      const row = page.getByRole('row').filter({ hasText: made.name });
      await expect(row).toContainText('2099');
      await expect(row).toContainText('reader');
      await expect(row).not.toContainText('member');
      await ready(page);
      for (const path of [paths.credentials, `${paths.credentials}/new`, `${paths.credentials}/${made.id}/delete`]) {
        expect(await (await page.request.get(path)).text(), path).not.toContain(made.secret);
      }

      await page.getByRole('link', { name: `Delete credential ${made.name}` }).click();
      await page.getByRole('button', { name: 'Delete credential' }).click();
      await expect(toast(page, 'Credential deleted')).toBeVisible();
      await expect(page.getByRole('link', { name: `Delete credential ${made.name}` })).toHaveCount(0);
      expect((await authenticate(`${server.url}/identity/v3`, made.id, made.secret)).status).toBe(404);
    });
  });
}

test('the page with the secret is kept by no cache and no address', async ({ page, server }) => {
  await signIn(page, server, paths.credentials);
  const answer = page.waitForResponse((one) => one.request().method() === 'POST' && one.url().endsWith('/credentials/new'));
  const { secret } = await create(page);
  expect((await answer).headers()['cache-control']).toContain('no-store');
  expect(page.url()).not.toContain(secret);
  // A new visit to the same address finds an empty form.
  await page.goto(page.url());
  await expect(page.locator('#secret')).toHaveCount(0);
  await expect(page.locator('input[name=name]')).toHaveValue('');
  expect(server.log()).not.toContain(secret);
});

test('a name that is taken and an end that is past are told at the form', async ({ page, server, api, complaints }) => {
  complaints.allow(/status of 4(00|09)/);
  const name = unique('twice');
  await api.createCredential({ name });
  await signIn(page, server, `${paths.credentials}/new`);
  const send = async (expires: string) => {
    await page.locator('input[name=name]').fill(name);
    await page.locator('input[name=expires_at]').fill(expires);
    await page.locator('main form button[type=submit]').click();
  };
  await send('');
  await expect(page.getByText(`There is an application credential named ${name} already.`).first()).toBeVisible();
  await expect(page.locator('input[name=name]')).toHaveValue(name);
  await send('2001-01-01T00:00');
  await expect(page.locator('[aria-invalid=true]').or(page.getByRole('alert')).first()).toBeVisible();
  await expect(page.locator('#secret')).toHaveCount(0);
});
