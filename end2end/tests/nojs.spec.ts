import { unique } from '../support/api.ts';
import { qcow2 } from '../support/disk.ts';
import { labels } from '../support/labels.ts';
import { listed, paths, signIn } from '../support/pages.ts';
import { expect, test } from '../support/test.ts';

test.use({ javaScriptEnabled: false });

test('login, filter, sort, page 2 and an image, by links and forms alone', async ({ page, server, api }) => {
  const prefix = unique('plain');
  for (const [at, size] of [30, 10, 20].entries()) {
    await api.createActive({ name: `${prefix}-${at}` }, new Uint8Array(size));
  }
  await api.create({ name: `${prefix}-queued` });
  await signIn(page, server, `${paths.images}?text=${prefix}&limit=2`);

  const form = page.getByRole('search', { name: labels.filter });
  await form.locator('select[name=status]').selectOption('active');
  await form.getByRole('button', { name: /apply|filter|search/i }).first().click();
  await expect(page).toHaveURL(/[?&]status=active/);
  await expect(page).toHaveURL(new RegExp(`[?&]text=${prefix}`));

  await page.getByRole('columnheader', { name: /size/i }).getByRole('link').click();
  await expect(page).toHaveURL(/[?&]sort=size/);
  const ascending = page.locator('th[aria-sort=ascending]');
  if ((await ascending.count()) === 0) {
    await page.getByRole('columnheader', { name: /size/i }).getByRole('link').click();
  }
  await expect(ascending).toHaveCount(1);
  expect(await listed(page)).toEqual([`${prefix}-1`, `${prefix}-2`]);

  await page.getByRole('link', { name: labels.next }).click();
  expect(await listed(page)).toEqual([`${prefix}-0`]);
  await page.getByRole('link', { name: `${prefix}-0`, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: `${prefix}-0` })).toBeVisible();
});

test('a record with a file, by a plain form', async ({ page, server, api }) => {
  const disk = qcow2(1);
  const name = unique('form');
  await signIn(page, server, paths.create);
  await page.locator('input[name=name]').fill(name);
  await page.getByLabel(labels.format).selectOption('qcow2');
  await page.getByLabel(labels.container).selectOption('bare');
  await page.locator('input[type=file]').setInputFiles(disk.path);
  await page.locator('form[enctype] button[type=submit]').click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  const [image] = await api.named(name);
  expect(image).toMatchObject({ status: 'active', size: disk.size, os_hash_value: disk.sha512 });
  disk.remove();
});

test('deleting works by a form on a page of its own', async ({ page, server, api }) => {
  const image = await api.createActive({ name: unique('gone') });
  await signIn(page, server, paths.delete(image.id));
  await page.getByRole('button', { name: labels.deleteImage, exact: true }).click();
  await expect(page).toHaveURL((url) => url.pathname === paths.images);
  expect(await api.named(image.name ?? '')).toEqual([]);
});

test('a form from another site changes nothing', async ({ page, server, api, context }) => {
  const image = await api.createActive({ name: unique('target') });
  await signIn(page, server);
  for (const origin of ['https://example.org', 'null']) {
    const answer = await context.request.post(paths.delete(image.id), { headers: { origin }, form: {}, maxRedirects: 0 });
    expect(answer.status(), origin).toBe(403);
  }
  expect((await api.show(image.id)).status).toBe('active');
});
