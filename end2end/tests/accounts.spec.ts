import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { Api, unique } from '../support/api.ts';
import { payloads } from '../support/payloads.ts';
import { hydrated, paths, row, signIn, signInAs, toast } from '../support/pages.ts';
import { expect, test } from '../support/test.ts';

const PASSWORD = 'a long enough password';

/** A user of a project of their own, made through the API. */
async function member(api: Api): Promise<{ name: string; project: string }> {
  const [name, projectName] = [unique('member'), unique('plot')];
  const project = await api.createProject({ name: projectName });
  const user = await api.createUser({ name, password: PASSWORD, default_project_id: project });
  await api.grant(project, user, 'member');
  return { name, project: projectName };
}

async function createUser(page: Page, name: string, description = ''): Promise<void> {
  await page.goto(`${paths.users}/new`);
  await page.locator('input[name=name]').fill(name);
  await page.locator('textarea[name=description]').fill(description);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('main form button[type=submit]').click();
}

test('an administrator makes a project and a user, gives a role, and the user signs in', async ({ page, server, browser }) => {
  const [project, user] = [unique('orchard'), unique('ann')];
  await signIn(page, server, paths.projects);
  await hydrated(page);
  await page.getByRole('link', { name: 'Create project' }).click();
  await page.getByLabel('Name').fill(project);
  await page.getByRole('button', { name: 'Create project' }).click();
  await expect(page.getByRole('heading', { level: 1, name: project })).toBeVisible();
  await expect(toast(page, 'Project created')).toBeVisible();

  await createUser(page, user);
  await expect(page.getByRole('heading', { level: 1, name: user })).toBeVisible();
  await page.getByLabel('Project or domain').fill(project);
  await page.getByLabel('Role', { exact: true }).selectOption('member');
  await page.getByRole('button', { name: 'Give role' }).click();
  await expect(page.getByRole('row').filter({ hasText: project })).toContainText('member');

  const context = await browser.newContext({ baseURL: server.url });
  const theirs = await context.newPage();
  await signInAs(theirs, user, PASSWORD);
  await expect(theirs.getByRole('button', { name: new RegExp(project) })).toBeVisible();
  await expect(theirs.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Users' })).toHaveCount(0);
  await expect(theirs.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' })).toBeVisible();
  const refusal = await theirs.goto(paths.users);
  expect(refusal?.status()).toBe(403);
  await expect(theirs.getByRole('heading', { level: 1 })).toHaveText('Not for your role');

  // The role goes, and the session with it.
  await page.getByRole('link', { name: new RegExp(`Take member away from ${user}`) }).click();
  await page.getByRole('button', { name: 'Take role away' }).click();
  await expect(toast(page, 'Role taken away')).toBeVisible();
  await theirs.goto(paths.images);
  await expect(theirs).toHaveURL((url) => url.pathname === paths.login);
  await context.close();
});

test('a new password ends other sessions, and this one goes on', async ({ page, server, api, browser, complaints }) => {
  complaints.allow(/status of 400/);
  const { name, project } = await member(api);
  const other = await browser.newContext({ baseURL: server.url });
  const elsewhere = await other.newPage();
  await signInAs(elsewhere, name, PASSWORD);
  await signInAs(page, name, PASSWORD, paths.settings);
  await hydrated(page);

  const fill = async (current: string, next: string, repeat: string) => {
    await page.getByLabel('Current password').fill(current);
    await page.getByLabel('New password', { exact: false }).first().fill(next);
    await page.getByLabel('New password again').fill(repeat);
    await page.getByRole('button', { name: 'Change password' }).click();
  };
  await fill('not the password', 'the next password', 'the next password');
  await expect(page.getByText('This is not your current password.')).toBeVisible();
  await expect(page.getByLabel('Current password')).toHaveValue('');
  await fill(PASSWORD, 'the next password', 'the next password');
  await expect(toast(page, 'Password changed')).toBeVisible();
  await page.goto(paths.images);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await elsewhere.goto(paths.images);
  await expect(elsewhere).toHaveURL((url) => url.pathname === paths.login);
  await Api.login(server.url, { user: name, password: 'the next password', project });
  await other.close();
});

test('the files for clients parse and hold no secret', async ({ page, server, api }) => {
  const { name, project } = await member(api);
  await signInAs(page, name, PASSWORD, paths.access);
  await hydrated(page);
  for (const file of ['clouds.yaml', 'openrc.sh']) {
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: file }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe(file);
    const path = await saved.path();
    const text = readFileSync(path, 'utf8');
    expect(text).not.toContain(PASSWORD);
    expect(text).toContain(name);
    if (file === 'openrc.sh') {
      const script = `. ${path} </dev/null 2>/dev/null; printf %s "$OS_USERNAME $OS_AUTH_URL"`;
      expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(`${name} ${server.url}/identity/v3`);
    }
  }
  await expect(page.getByText(project).first()).toBeVisible();
});

test('texts in names and descriptions stay texts', async ({ page, server }) => {
  test.slow();
  await signIn(page, server, paths.users);
  for (const payload of payloads) {
    await createUser(page, payload, payload);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(payload);
    await hydrated(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(payload);
    expect(await page.locator('main img, main script, main style').count(), payload).toBe(0);
  }
  await page.goto(paths.users);
  await hydrated(page);
  for (const payload of payloads) await expect(page.getByRole('link', { name: payload, exact: true })).toHaveCount(1);
  expect(await page.locator('main img, main script, main style').count()).toBe(0);
});

test('an administrator is kept from locking themselves out', async ({ page, server }) => {
  await signIn(page, server, `${paths.users}?text=admin`);
  await hydrated(page);
  await row(page, 'admin').getByRole('link', { name: 'admin' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'admin' })).toBeVisible();
  const here = page.url();
  await page.getByRole('link', { name: 'Delete user' }).click();
  await expect(page.getByText('nobody can delete themselves')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Delete user' })).toHaveCount(0);
  await page.goto(here);
  await page.getByRole('link', { name: /Take admin away from admin: project/ }).click();
  await expect(page.getByText('This is your own role')).toBeVisible();
  await page.getByRole('button', { name: 'Take role away' }).click();
  // The browser insists on the box.
  await expect(page.getByRole('checkbox')).toBeFocused();
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a user is made, found by name, and deleted after a question', async ({ page, server }) => {
    const name = unique('plain');
    await signIn(page, server, paths.users);
    await createUser(page, name, 'By a plain form');
    await expect(page.getByRole('status').filter({ hasText: 'User created' })).toBeVisible();
    await page.goto(paths.users);
    await page.getByRole('search').locator('input[name=text]').fill(name);
    await page.getByRole('search').getByRole('button').click();
    await page.getByRole('link', { name, exact: true }).click();
    await page.getByRole('link', { name: 'Delete user' }).click();
    await page.getByRole('button', { name: 'Delete user' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'User deleted' })).toBeVisible();
    await expect(page.getByRole('link', { name, exact: true })).toHaveCount(0);
  });
});
