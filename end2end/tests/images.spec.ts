import { unique } from '../support/api.ts';
import { type Disk, qcow2 } from '../support/disk.ts';
import { labels } from '../support/labels.ts';
import { hydrated, listed, paths, row, signIn, toast } from '../support/pages.ts';
import { expect, test } from '../support/test.ts';

let disk: Disk;
test.beforeAll(() => {
  disk = qcow2(8);
});
test.afterAll(() => disk.remove());

test.describe('create', () => {
  test('a real qcow2 goes in by the form and is active with the same hash', async ({ page, server, api }) => {
    const name = unique('debian');
    await signIn(page, server, paths.create);
    await hydrated(page);
    await page.locator('input[name=name]').fill(name);
    await page.locator('input[type=file]').setInputFiles(disk.path);
    await page.getByLabel(labels.format).selectOption('qcow2');
    await page.getByLabel(labels.container).selectOption('bare');
    await page.locator('form[enctype] button[type=submit]').click();

    await expect(toast(page, labels.created).first()).toBeVisible();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    const [image] = await api.named(name);
    expect(image).toMatchObject({
      status: 'active',
      size: disk.size,
      disk_format: 'qcow2',
      container_format: 'bare',
      checksum: disk.md5,
      os_hash_algo: 'sha512',
      os_hash_value: disk.sha512,
    });
    await expect(page.getByText(disk.sha512)).toBeVisible();
    expect((await api.download(image?.id ?? '')).length).toBe(disk.size);

    await page.getByRole('link', { name: labels.deleteImage }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: labels.deleteImage }).click();
    await expect(page).toHaveURL((url) => url.pathname === paths.images);
    await expect(toast(page, labels.deleted).first()).toBeVisible();
    expect(await api.named(name)).toEqual([]);
  });

  test('progress rises while the file goes up, and cancelling leaves no data', async ({ page, server, api }) => {
    const name = unique('slow');
    await signIn(page, server, paths.create);
    await hydrated(page);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: 512 * 1024,
    });
    await page.locator('input[name=name]').fill(name);
    await page.locator('input[type=file]').setInputFiles(disk.path);
    await page.getByLabel(labels.format).selectOption('qcow2');
    await page.getByLabel(labels.container).selectOption('bare');
    await page.locator('form[enctype] button[type=submit]').click();

    const bar = page.getByRole('progressbar');
    await expect(bar).toBeVisible();
    const progress = async () =>
      bar.evaluate((element) =>
        element instanceof HTMLProgressElement ? element.position : Number(element.getAttribute('aria-valuenow')) / 100,
      );
    await expect.poll(progress).toBeGreaterThan(0.05);
    const early = await progress();
    await expect.poll(progress).toBeGreaterThan(early);
    expect(await progress()).toBeLessThan(1);
    await page.getByRole('button', { name: labels.cancel }).click();

    await expect(bar).toBeHidden();
    // The record may stay for another try; its data may not.
    await expect.poll(async () => (await api.named(name)).map((image) => image.status)).not.toContain('saving');
    for (const image of await api.named(name)) {
      expect(image).toMatchObject({ status: 'queued', size: null, checksum: null });
    }
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
});

test.describe('list', () => {
  test('filter, sort and pages live in the address', async ({ page, server, api }) => {
    const prefix = unique('page');
    for (const [at, size] of [30, 10, 20, 50, 40].entries()) {
      await api.createActive({ name: `${prefix}-${at}` }, new Uint8Array(size));
    }
    const address = (extra: string) => `${paths.images}?text=${prefix}&sort=size&direction=asc&limit=2${extra}`;
    await signIn(page, server, address(''));
    expect(await listed(page)).toEqual([`${prefix}-1`, `${prefix}-2`]);
    await expect(page.locator('th[aria-sort=ascending]')).toHaveCount(1);

    await page.getByRole('link', { name: labels.next }).click();
    await expect(page).toHaveURL(/[?&]marker=/);
    await expect.poll(() => listed(page)).toEqual([`${prefix}-0`, `${prefix}-4`]);
    const second = page.url();

    await page.getByRole('link', { name: labels.next }).click();
    await expect.poll(() => listed(page)).toEqual([`${prefix}-3`]);
    await expect(page.getByRole('link', { name: labels.next })).toHaveCount(0);

    await page.getByRole('link', { name: labels.previous }).click();
    await expect.poll(() => listed(page)).toEqual([`${prefix}-0`, `${prefix}-4`]);
    await page.getByRole('link', { name: labels.previous }).click();
    await expect.poll(() => listed(page)).toEqual([`${prefix}-1`, `${prefix}-2`]);

    // The same address in a new visit shows the same rows.
    await page.goto(second);
    expect(await listed(page)).toEqual([`${prefix}-0`, `${prefix}-4`]);
    await page.goto(address('').replace('asc', 'desc'));
    expect(await listed(page)).toEqual([`${prefix}-3`, `${prefix}-4`]);
  });

  test('the filter form asks by address, and Back takes it back', async ({ page, server, api }) => {
    const prefix = unique('mix');
    await api.create({ name: `${prefix}-queued` });
    await api.createActive({ name: `${prefix}-active` });
    await signIn(page, server, `${paths.images}?text=${prefix}`);
    await hydrated(page);
    expect((await listed(page)).sort()).toEqual([`${prefix}-active`, `${prefix}-queued`]);

    const form = page.getByRole('search', { name: labels.filter });
    await form.locator('select[name=status]').selectOption('queued');
    await form.getByRole('button', { name: /apply|filter|search/i }).first().click();
    await expect(page).toHaveURL(/[?&]status=queued/);
    await expect.poll(() => listed(page)).toEqual([`${prefix}-queued`]);
    await page.goBack();
    await expect(page).not.toHaveURL(/[?&]status=queued/);
    await expect.poll(async () => (await listed(page)).length).toBe(2);
  });

  test('the rows are in the server’s answer', async ({ page, server, api }) => {
    const name = unique('served');
    await api.createActive({ name });
    await signIn(page, server);
    const answer = await page.request.get(`${paths.images}?text=${name}`);
    expect(answer.status()).toBe(200);
    expect(await answer.text()).toContain(name);
  });

  test('a filter that matches nothing can be cleared', async ({ page, server, api }) => {
    await api.createActive({ name: unique('present') });
    await signIn(page, server, `${paths.images}?text=${unique('absent')}`);
    expect(await listed(page)).toEqual([]);
    await page.getByRole('link', { name: /clear/i }).first().click();
    await expect(page).toHaveURL((url) => !url.searchParams.get('text'));
    await expect.poll(async () => (await listed(page)).length).toBeGreaterThan(0);
  });
});

test.describe('delete', () => {
  test('asks first, then deletes and says so', async ({ page, server, api }) => {
    const name = unique('unwanted');
    const image = await api.createActive({ name });
    await signIn(page, server, paths.image(image.id));
    await page.getByRole('link', { name: labels.deleteImage }).or(page.getByRole('button', { name: labels.deleteImage })).first().click();
    // Nothing has happened yet.
    expect((await api.show(image.id)).status).toBe('active');
    const confirm = page.getByRole('button', { name: labels.deleteImage, exact: true }).last();
    await expect(confirm).toBeVisible();
    await confirm.click();

    await expect(page).toHaveURL((url) => url.pathname === paths.images);
    await expect(toast(page, labels.deleted).first()).toBeVisible();
    await expect(row(page, name)).toHaveCount(0);
    expect(await api.named(name)).toEqual([]);
  });

  test('has an address of its own, which only asks', async ({ page, server, api }) => {
    const name = unique('kept');
    const image = await api.createActive({ name });
    await signIn(page, server, paths.delete(image.id));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText(name).first()).toBeVisible();
    expect((await api.show(image.id)).status).toBe('active');
  });

  test('is not offered for a protected image, and the reason is', async ({ page, server, api }) => {
    const image = await api.createActive({ name: unique('protected'), protected: true });
    await signIn(page, server, paths.image(image.id));
    const button = page.getByRole('button', { name: labels.deleteImage }).or(page.getByRole('link', { name: labels.deleteImage })).first();
    await expect(button).toBeDisabled();
    await expect(button).toHaveAccessibleDescription(/protected/i);
  });
});

test('what is not there answers 404 with a page', async ({ page, server, complaints }) => {
  complaints.allow(/status of 404/);
  await signIn(page, server);
  for (const path of [paths.missing, paths.image('00000000-0000-4000-8000-000000000000'), paths.image('nonsense')]) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  }
});
