import { unique } from '../support/api.ts';
import { hydrated, signIn, toast } from '../support/pages.ts';
import { defs } from '../support/studio.ts';
import { expect, test } from '../support/test.ts';

test('metadata of an image: found, added, checked and saved, and only what changed', async ({ page, server, api }) => {
  const prefix = unique('m').replace('-', '_');
  await api.createNamespace({
    display_name: `Sheet ${prefix}`,
    properties: {
      bus: { type: 'string', title: 'Bus kind', enum: ['scsi', 'virtio'] },
      cells: { type: 'integer', title: 'Cell count', minimum: 1, maximum: 8 },
      fast: { type: 'boolean', title: 'Is fast' },
      nets: { type: 'array', title: 'Network list', items: { type: 'string', enum: ['a', 'b', 'c'] } },
    },
    resource_type_associations: [{ name: 'OS::Glance::Image', prefix: `${prefix}_` }],
  });
  // Stored by others in ways that some editors drop or rewrite.
  const image = await api.create({ name: unique('img'), [`${prefix}_nets`]: 'a,b', odd: '<or> x <or> y', [`${prefix}_bus`]: 'ide' });
  await signIn(page, server, `/dashboard/images/${image.id}`);
  await hydrated(page);
  await page.getByRole('link', { name: 'Edit metadata' }).click();
  await expect(page).toHaveURL((url) => url.pathname === defs.metadata(image.id));

  await expect(page.getByText('No changes')).toBeVisible();
  await expect(page.getByText('It is kept until you enter something else.')).toBeVisible();
  await page.getByLabel('Filter available properties').fill('CELL COUNT');
  await page.getByRole('button', { name: 'Add Cell count' }).click();
  const cells = page.getByLabel(/Cell count/);
  await cells.fill('99');
  await expect(page.getByText('This must be between 1 and 8.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save metadata' })).toBeDisabled();
  await cells.fill('4');
  await page.getByLabel('Filter available properties').fill('is fast');
  await page.getByRole('button', { name: 'Add Is fast' }).click();
  await page.getByLabel('Custom key').fill('mine');
  await page.keyboard.press('Enter');
  await page.getByLabel('mine', { exact: true }).fill('own');
  await expect(page.getByText('2 changes')).toBeVisible();
  await page.getByRole('button', { name: 'Save metadata' }).click();
  await expect(toast(page, 'Metadata saved').first()).toBeVisible();
  expect(await api.show(image.id)).toMatchObject({
    [`${prefix}_cells`]: '4',
    [`${prefix}_nets`]: 'a,b',
    [`${prefix}_bus`]: 'ide',
    odd: '<or> x <or> y',
    mine: 'own',
  });
  // What was added and never filled is not stored.
  expect(Object.keys(await api.show(image.id))).not.toContain(`${prefix}_fast`);
});

test('lists are edited value by value, and keys are removed', async ({ page, server, api }) => {
  const prefix = unique('l').replace('-', '_');
  await api.createNamespace({
    properties: { nets: { type: 'array', title: 'Nets', items: { type: 'string', enum: ['a', 'b', 'c'] } } },
    resource_type_associations: [{ name: 'OS::Glance::Image', prefix: `${prefix}_` }],
  });
  const image = await api.create({ name: unique('img'), [`${prefix}_nets`]: '<in> a,b', old: 'x' });
  await signIn(page, server, defs.metadata(image.id));
  await hydrated(page);
  await page.getByLabel(/^Nets/).selectOption('c');
  await page.getByRole('button', { name: 'Remove a', exact: true }).click();
  await page.getByRole('button', { name: 'Remove old', exact: true }).click();
  await page.getByRole('button', { name: 'Save metadata' }).click();
  await expect(toast(page, 'Metadata saved').first()).toBeVisible();
  const saved = (await api.show(image.id)) as unknown as Record<string, unknown>;
  expect(saved[`${prefix}_nets`]).toBe('<in> b,c');
  expect(saved.old).toBeUndefined();
});

test('what somebody else changed meanwhile is shown, not written over', async ({ page, server, api }) => {
  const image = await api.create({ name: unique('img'), one: '1', two: '2' });
  await signIn(page, server, defs.metadata(image.id));
  await hydrated(page);
  await page.getByLabel('one', { exact: true }).fill('mine');
  await api.patch(image.id, [{ op: 'replace', path: '/one', value: 'theirs' }, { op: 'replace', path: '/two', value: 'new' }]);
  await page.getByRole('button', { name: 'Save metadata' }).click();
  await expect(page.getByText(/Somebody has changed the metadata since/)).toBeVisible();
  await expect(page.getByLabel('two', { exact: true })).toHaveValue('new');
  await page.getByRole('button', { name: 'Save metadata' }).click();
  await expect(toast(page, 'Metadata saved').first()).toBeVisible();
  expect(await api.show(image.id)).toMatchObject({ one: 'mine', two: 'new' });
});

test('who may only look, looks', async ({ page, api }) => {
  const image = await api.create({ name: unique('img'), visibility: 'public', one: '1' });
  const { user, password } = await api.createReader();
  await page.goto(`/dashboard/login?next=${encodeURIComponent(defs.metadata(image.id))}`);
  await page.locator('input[name=user]').fill(user);
  await page.locator('input[name=password]').fill(password);
  await page.keyboard.press('Enter');
  await expect(page.getByText('You may look at this metadata, and not change it.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save metadata' })).toHaveCount(0);
});
