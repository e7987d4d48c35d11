import { unique } from '../support/api.ts';
import { hydrated, paths, signIn, toast } from '../support/pages.ts';
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

test('of what two changed, theirs can be taken', async ({ page, server, api }) => {
  const image = await api.create({ name: unique('img'), one: '1', two: '2' });
  await signIn(page, server, defs.metadata(image.id));
  await hydrated(page);
  await page.getByLabel('one', { exact: true }).fill('mine');
  await page.getByLabel('two', { exact: true }).fill('mine, too');
  await api.patch(image.id, [{ op: 'replace', path: '/one', value: 'theirs' }]);
  await page.getByRole('button', { name: 'Save metadata' }).click();
  await expect(page.getByText('one: theirs was saved, you have mine.')).toBeVisible();
  await page.getByRole('button', { name: 'Take theirs for one' }).click();
  await expect(page.getByLabel('one', { exact: true })).toHaveValue('theirs');
  await expect(page.getByText('1 change', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Save metadata' }).click();
  await expect(toast(page, 'Metadata saved').first()).toBeVisible();
  expect(await api.show(image.id)).toMatchObject({ one: 'theirs', two: 'mine, too' });
});

test('by keyboard: the tree is walked, opened, searched and added from', async ({ page, server, api }) => {
  const prefix = unique('k').replace('-', '_');
  await api.createNamespace({
    display_name: `Keys ${prefix}`,
    properties: { bus: { type: 'string', title: `Bus ${prefix}` } },
    objects: [{ name: `Numa ${prefix}`, required: ['cells'], properties: { cells: { type: 'integer', title: `Cells ${prefix}` } } }],
    resource_type_associations: [{ name: 'OS::Glance::Image', prefix: `${prefix}_` }],
  });
  const image = await api.create({ name: unique('img') });
  await signIn(page, server, defs.metadata(image.id));
  await hydrated(page);
  const item = (name: string) => page.getByRole('treeitem', { name: new RegExp(`^${name} ${prefix}`) });
  await expect(item('Bus')).toHaveCount(0);

  // What is looked for is opened.
  await page.getByLabel('Filter available properties').fill(`KEYS ${prefix}`);
  await expect(item('Cells')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(item('Keys')).toBeFocused();
  await page.keyboard.press('End');
  await expect(item('Cells')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(item('Numa')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(item('Numa')).toHaveAttribute('aria-expanded', 'false');
  await expect(item('Cells')).toHaveCount(0);
  await page.keyboard.press('*');
  await expect(item('Cells')).toBeVisible();
  await page.keyboard.press('Home');
  await page.keyboard.press('b');
  await expect(item('Bus')).toBeFocused();
  await page.keyboard.press('+');
  await expect(item('Bus')).toHaveCount(0);
  await expect(item('Numa')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  // The value has the focus; what is required must be filled in.
  await expect(page.locator(`#sheet-${prefix}_cells`)).toBeFocused();
  await expect(page.getByText('The object requires a value.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save metadata' })).toBeDisabled();
  await page.keyboard.type('4');
  // A key takes the other row away again.
  await page.getByRole('button', { name: `Remove ${prefix}_bus` }).focus();
  await page.keyboard.press('-');
  await expect(page.locator(`#sheet-${prefix}_bus`)).toHaveCount(0);
  await page.getByRole('button', { name: 'Save metadata' }).click();
  await expect(toast(page, 'Metadata saved').first()).toBeVisible();
  const saved = (await api.show(image.id)) as unknown as Record<string, unknown>;
  expect(saved[`${prefix}_cells`]).toBe('4');
  expect(saved).not.toHaveProperty(`${prefix}_bus`);
});

test('values are read as others write them, and written as others read them', async ({ page, server, api }) => {
  const prefix = unique('d').replace('-', '_');
  const items = { type: 'string', enum: ['disk', 'network', 'cdrom'] };
  await api.createNamespace({ display_name: `Nothing ${prefix}`, resource_type_associations: [{ name: 'OS::Glance::Image' }] });
  await api.createNamespace({
    properties: {
      sched: { type: 'array', title: 'Scheduled', items },
      given: { type: 'array', title: 'Given', items, default: ['disk', 'cdrom'] },
      free: { type: 'array', title: 'Free' },
      model: { type: 'string', title: 'Model', enum: ['e1000', 'virtio'], operators: ['<or>'] },
      whole: { type: 'integer', title: 'Whole' },
      broken: { type: 'array', title: 'Broken', items },
    },
    resource_type_associations: [{ name: 'OS::Glance::Image', prefix: `${prefix}_` }],
  });
  const odd = { [`${prefix}_whole`]: '12abc', [`${prefix}_broken`]: '[disk' };
  const image = await api.create({ name: unique('img'), [`${prefix}_sched`]: '<or> disk <or> network', ...odd });
  await signIn(page, server, defs.metadata(image.id));
  await hydrated(page);
  await page.getByLabel('Filter available properties').fill(prefix);
  await expect(page.locator(`#sheet-${prefix}_whole`)).toHaveValue('12abc');
  await expect(page.locator(`#sheet-${prefix}_broken`)).toHaveValue('[disk');
  await page.locator(`#sheet-${prefix}_sched`).selectOption('cdrom');
  for (const title of ['Given', 'Free', 'Model']) await page.getByRole('button', { name: `Add ${title}`, exact: true }).click();
  await page.locator(`#sheet-${prefix}_free`).fill('a,b');
  await page.keyboard.press('Enter');
  await page.locator(`#sheet-${prefix}_model`).selectOption('virtio');
  await page.getByLabel(`Operator of ${prefix}_model`).selectOption('<or>');
  await page.locator(`#sheet-${prefix}_model`).selectOption('e1000');
  await page.getByRole('button', { name: 'Save metadata' }).click();
  await expect(toast(page, 'Metadata saved').first()).toBeVisible();
  expect(await api.show(image.id)).toMatchObject({
    [`${prefix}_sched`]: '<or> disk <or> network <or> cdrom',
    [`${prefix}_given`]: '<in> disk,cdrom',
    [`${prefix}_free`]: '<in> a,b',
    [`${prefix}_model`]: '<or> virtio <or> e1000',
    ...odd,
  });
});

test('names of the image are no custom keys', async ({ page, server, api }) => {
  const image = await api.create({ name: unique('img') });
  await signIn(page, server, defs.metadata(image.id));
  await hydrated(page);
  await page.getByLabel('Custom key').fill('name');
  await page.keyboard.press('Enter');
  await expect(page.getByText('This key belongs to the service')).toBeVisible();
});

test('an image is made with metadata', async ({ page, server, api }) => {
  const name = unique('made');
  await signIn(page, server, paths.create);
  await hydrated(page);
  await page.locator('input[name=name]').fill(name);
  await page.getByRole('button', { name: 'Add metadata' }).click();
  await page.getByLabel('Custom key').fill('description');
  await page.keyboard.press('Enter');
  await page.locator('#metadata-description').fill('In the metadata');
  await page.locator('textarea[name=description]').fill('In the form');
  await page.locator('form[enctype] button[type=submit]').click();
  await expect(page.locator('#d-error')).toHaveText('The description is entered here and in the metadata');
  await page.locator('textarea[name=description]').fill('');
  await page.getByLabel('Custom key').fill('mine');
  await page.keyboard.press('Enter');
  await page.locator('#metadata-mine').fill('own');
  await page.locator('form[enctype] button[type=submit]').click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  const [image] = await api.named(name);
  expect(image).toMatchObject({ description: 'In the metadata', mine: 'own' });
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('metadata is changed by a plain form', async ({ page, server, api }) => {
    const image = await api.create({ name: unique('img'), one: '1', two: 'x\ny', gone: '1' });
    await signIn(page, server, defs.metadata(image.id));
    await page.getByLabel('one', { exact: true }).fill('2');
    await page.getByRole('checkbox', { name: 'Remove gone' }).check();
    await page.getByLabel('Key', { exact: true }).first().fill('new');
    await page.getByLabel('Value', { exact: true }).first().fill('n');
    await page.getByRole('button', { name: 'Save metadata' }).click();
    await expect(page).toHaveURL((url) => url.pathname === paths.image(image.id));
    const saved = (await api.show(image.id)) as unknown as Record<string, unknown>;
    expect(saved).toMatchObject({ one: '2', two: 'x\ny', new: 'n' });
    expect(saved).not.toHaveProperty('gone');
  });
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
  await hydrated(page);
  await expect(page.locator('#sheet-one')).toHaveAttribute('readonly');
  await expect(page.getByRole('tree')).toHaveCount(0);
});
