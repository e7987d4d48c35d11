import { labels } from '../support/labels.ts';
import { fillLogin, paths, signIn, signOut, submitLogin } from '../support/pages.ts';
import { expect, test } from '../support/test.ts';

test('a wrong password is told once, with focus, and the user name stays', async ({ page, complaints }) => {
  complaints.allow(/status of 401/);
  await page.goto(paths.login);
  await page.getByLabel(labels.userName, { exact: true }).fill('admin');
  await page.getByLabel(labels.password, { exact: true }).fill('not the password');
  await page.getByRole('button', { name: labels.signIn, exact: true }).click();

  await expect(page.getByRole('alert')).toHaveCount(1);
  await expect(page.getByRole('alert')).toBeFocused();
  await expect(page.getByLabel(labels.userName, { exact: true })).toHaveValue('admin');
  await expect(page.getByLabel(labels.password, { exact: true })).toHaveValue('');
  await expect(page).toHaveURL((url) => url.pathname === paths.login);
});

test('an unknown user is told the same as a wrong password', async ({ page, complaints }) => {
  complaints.allow(/status of 401/);
  const told: string[] = [];
  for (const user of ['admin', 'nobody-of-that-name']) {
    await page.goto(paths.login);
    await fillLogin(page, user, 'not the password');
    await submitLogin(page);
    told.push(await page.getByRole('alert').innerText());
  }
  expect(told[1]).toBe(told[0]);
});

test('signing in leads to where one wanted to go', async ({ page, server }) => {
  const wanted = `${paths.images}?status=active`;
  await page.goto(wanted);
  await expect(page).toHaveURL((url) => url.pathname === paths.login);
  await fillLogin(page, 'admin', server.adminPassword);
  await submitLogin(page);
  await expect(page).toHaveURL((url) => url.pathname + url.search === wanted);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

for (const next of [
  'https://example.org/',
  '//example.org/',
  '/\\example.org/',
  '\\\\example.org/',
  '/dashboard/../../example.org',
  'javascript:alert(1)',
  '/%09/example.org/',
]) {
  test(`signing in never leads away, not to ${next}`, async ({ page, server, context }) => {
    const left: string[] = [];
    context.on('request', (request) => {
      if (!request.url().startsWith(server.url) && !request.url().startsWith('data:')) left.push(request.url());
    });
    await page.goto(`${paths.login}?next=${encodeURIComponent(next)}`);
    await fillLogin(page, 'admin', server.adminPassword);
    await submitLogin(page);
    await expect(page).toHaveURL((url) => url.origin === server.url && url.pathname.startsWith('/dashboard/images'));
    expect(left).toEqual([]);
  });
}

test('signing out ends the session, also for a copy of its cookie', async ({ page, server, context, playwright }) => {
  await signIn(page, server);
  const { cookies } = await context.storageState();
  await signOut(page);
  await expect(page).toHaveURL((url) => url.pathname === paths.login);

  const thief = await playwright.request.newContext({
    baseURL: server.url,
    storageState: { cookies, origins: [] },
    extraHTTPHeaders: { accept: 'text/html' },
  });
  const answer = await thief.get(paths.images, { maxRedirects: 0 });
  expect(answer.status()).toBeGreaterThanOrEqual(302);
  expect(answer.status()).toBeLessThan(304);
  expect(answer.headers()['location']).toContain(paths.login);
  await thief.dispose();
});

test('the session is out of reach of scripts, and of the API', async ({ page, server, context }) => {
  await signIn(page, server);
  const cookies = await context.cookies();
  const session = cookies.filter((cookie) => cookie.httpOnly);
  expect(session).toHaveLength(1);
  expect(session[0]?.sameSite).not.toBe('None');
  expect(await page.evaluate(() => document.cookie)).not.toContain(session[0]?.value ?? '');
  const answer = await context.request.get('/v2/images');
  expect(answer.status()).toBe(401);
});
