// What images carry against the catalog, and setting it right on all of them.
import { unique } from '../support/api.ts';
import { hydrated, signIn } from '../support/pages.ts';
import { defs } from '../support/studio.ts';
import { expect, test } from '../support/test.ts';

test('a wrong value is found, planned and set right on every image', async ({ page, server, api }) => {
  const prefix = `${unique('disk')}_`;
  const namespace = await api.createNamespace({
    visibility: 'public',
    properties: { bus: { type: 'string', title: 'Bus', enum: ['virtio', 'scsi'] } },
    resource_type_associations: [{ name: 'OS::Glance::Image', prefix }],
  });
  const key = `${prefix}bus`;
  const wrong = await Promise.all(['one', 'two', 'three'].map((name) => api.create({ name, [key]: 'sata' })));
  const right = await api.create({ name: 'right', [key]: 'scsi' });
  await signIn(page, server, `${defs.report}?namespace=${namespace}`);
  await hydrated(page);
  const row = page.getByRole('row').filter({ hasText: key });
  await expect(row).toContainText('Allowed are: virtio, scsi.');
  await row.getByRole('link', { name: `Set ${key} = sata right` }).click();

  await expect(page.getByRole('heading', { level: 1, name: key })).toBeVisible();
  await page.getByLabel('New value').fill('ide');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The catalog would have this against it')).toBeVisible();
  await page.getByLabel('New value').fill('virtio');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/to=virtio/);
  await expect(page.getByText('Will be changed')).toHaveCount(3);
  await expect(page.getByText('The catalog would have this against it')).toHaveCount(0);
  await page.getByRole('button', { name: 'Set right on all images' }).click();
  await expect(page.getByText('3 images changed.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: 'Results' })).toBeVisible();
  for (const image of wrong) expect(await api.show(image.id)).toMatchObject({ [key]: 'virtio' });
  expect(await api.show(right.id)).toMatchObject({ [key]: 'scsi' });
  await page.goto(`${defs.report}?namespace=${namespace}`);
  await expect(page.getByRole('heading', { name: 'Nothing is wrong' })).toBeVisible();
});

test('a key is renamed, or taken off, on the images that carry it', async ({ page, server, api, complaints }) => {
  complaints.allow(/status of 400/);
  const [old, now] = [unique('old'), unique('now')];
  const image = await api.create({ name: 'carrier', [old]: 'kept' });
  await signIn(page, server, defs.report);
  await page.goto(`${defs.correct}?key=${old}&value=kept`);
  await hydrated(page);
  await page.getByLabel('Another value').check();
  await page.getByRole('button', { name: 'Show the plan' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'is required' })).toBeVisible();
  await page.getByLabel('Another name, the same value').check();
  await page.getByLabel('New name').fill(now);
  await page.getByRole('button', { name: 'Show the plan' }).click();
  await expect(page).toHaveURL(/do=rename/);
  await expect(page.getByRole('row').filter({ hasText: `${now} = kept` })).toContainText('Will be changed');
  await page.getByRole('button', { name: 'Set right on all images' }).click();
  await expect(page.getByText('1 image changed.')).toBeVisible();
  expect(await api.show(image.id)).toMatchObject({ [now]: 'kept' });

  await page.goto(`${defs.correct}?key=${now}`);
  await hydrated(page);
  await page.getByLabel('Take it off the images').check();
  await page.getByRole('button', { name: 'Show the plan' }).click();
  await expect(page).toHaveURL(/do=remove/);
  await page.getByRole('button', { name: 'Set right on all images' }).click();
  await expect(page.getByText('1 image changed.')).toBeVisible();
  await page.getByRole('link', { name: 'Check images again' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Check images' })).toBeVisible();
  expect(await api.show(image.id)).not.toHaveProperty(now);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a key is renamed on the images that carry it', async ({ page, server, api }) => {
    const [old, now] = [unique('old'), unique('now')];
    const image = await api.create({ name: 'carrier', [old]: 'kept' });
    await signIn(page, server, `${defs.correct}?key=${old}`);
    await page.getByLabel('Another name, the same value').check();
    await page.getByLabel('New name').fill(now);
    await page.getByRole('button', { name: 'Show the plan' }).click();
    await expect(page.getByRole('row').filter({ hasText: `${now} = kept` })).toBeVisible();
    await page.getByRole('button', { name: 'Set right on all images' }).click();
    await expect(page.getByText('1 image changed.')).toBeVisible();
    expect(await api.show(image.id)).toMatchObject({ [now]: 'kept' });
  });

  test('a property is edited by a plain form', async ({ page, server, api, complaints }) => {
    complaints.allow(/status of 400/);
    const name = await api.createNamespace({ properties: { p: { type: 'string', title: 'P' } } });
    await signIn(page, server);
    await page.goto(`${defs.edit(name)}?sel=property%2Fp`);
    await page.getByRole('link', { name: 'Edit p by a plain form' }).click();
    await page.getByLabel('Type', { exact: true }).selectOption('integer');
    await page.getByLabel('Title').fill('Places');
    await page.getByRole('textbox', { name: 'Default' }).fill('many');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('A whole number is needed')).toBeVisible();
    await expect(page.getByLabel('Title')).toHaveValue('Places');
    await page.getByRole('textbox', { name: 'Default' }).fill('3');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Property saved')).toBeVisible();
    expect((await api.namespace(name)).properties?.p).toMatchObject({ type: 'integer', title: 'Places', default: 3 });
    await page.goto(defs.property(name, '?prop=p'));
    await page.getByLabel('Minimum').fill('1');
    await page.getByRole('button', { name: 'Save' }).click();
    expect((await api.namespace(name)).properties?.p).toMatchObject({ minimum: 1 });
  });
});
