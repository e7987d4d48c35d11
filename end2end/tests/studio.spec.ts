import { execFileSync } from 'node:child_process';
import { unique } from '../support/api.ts';
import { hydrated, signIn, toast } from '../support/pages.ts';
import { defs, json, openStudio, save, tabTo, tree, treeItem, written } from '../support/studio.ts';
import { expect, test } from '../support/test.ts';

const TYPES = ['string', 'integer', 'number', 'boolean', 'array', 'object'] as const;

test('a namespace of everything by keyboard alone, seen by the OpenStack client', async ({ page, server, api }) => {
  test.slow();
  const name = unique('Keys');
  const keyboard = page.keyboard;
  await openStudio(page, server, defs.create);
  await tabTo(page, page.locator('#f-name'));
  await keyboard.type(name);

  // The first property from the menu, the others from the tree.
  for (const [at, type] of TYPES.entries()) {
    if (at === 0) {
      await tabTo(page, page.getByRole('button', { name: 'Add…' }), 'Shift+Tab');
      await keyboard.press('Enter');
      await tabTo(page, page.getByRole('button', { name: 'Add property' }).first());
      await keyboard.press('Enter');
    } else {
      await tabTo(page, treeItem(page, `p_${TYPES[at - 1]}`), 'Shift+Tab');
      await keyboard.press('+');
    }
    await expect(page.locator('#f-name')).toBeFocused();
    await keyboard.type(`p_${type}`);
    await keyboard.press('Tab');
    await expect(page.locator('#f-title')).toBeFocused();
    await keyboard.press('Control+a');
    await keyboard.type(`The ${type}`);
    await tabTo(page, page.locator('#f-type'));
    for (let step = 0; step < at; step += 1) await keyboard.press('ArrowRight');
    await expect(page.getByRole('radio', { name: new RegExp(type, 'i') })).toBeChecked();
  }
  await tabTo(page, treeItem(page, 'p_string'), 'Shift+Tab').catch(async () => {
    await keyboard.press('Home');
  });

  // An object with a property in it, two tags, two types of resources.
  const addFromMenu = async (entry: string): Promise<void> => {
    await tabTo(page, page.getByRole('button', { name: 'Add…' }), 'Shift+Tab');
    await keyboard.press('Enter');
    await tabTo(page, page.locator('#add-menu').getByRole('button', { name: entry, exact: true }));
    await keyboard.press('Enter');
    await expect(page.locator('#f-name')).toBeFocused();
  };
  await addFromMenu('Add object');
  await keyboard.type('Group');
  await keyboard.press('Enter');
  await tabTo(page, treeItem(page, 'Group'), 'Shift+Tab');
  await keyboard.press('+');
  await expect(page.locator('#f-name')).toBeFocused();
  await keyboard.type('inner');
  await keyboard.press('Enter');
  for (const tag of ['gold', 'silver']) {
    await addFromMenu('Add tag');
    await keyboard.type(tag);
    await keyboard.press('Enter');
  }
  for (const type of ['OS::Glance::Image', 'OS::Nova::Flavor']) {
    await addFromMenu('Add resource type');
    await keyboard.press('Control+a');
    await keyboard.type(type);
    await keyboard.press('Enter');
    await tabTo(page, page.locator('#f-prefix'));
    await keyboard.type('k_');
  }

  await keyboard.press('Control+s');
  const button = page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true });
  await expect(button).toBeEnabled();
  await tabTo(page, button);
  await keyboard.press('Enter');
  await expect(toast(page, 'Namespace saved').first()).toBeVisible();
  await expect(page).toHaveURL((url) => url.pathname === defs.edit(name));

  const saved = await api.namespace(name);
  expect(Object.keys(saved.properties ?? {}).sort()).toEqual(TYPES.map((type) => `p_${type}`).sort());
  for (const type of TYPES) expect(saved.properties?.[`p_${type}`]).toMatchObject({ type, title: `The ${type}` });
  expect(saved.objects?.map((object) => object.name)).toEqual(['Group']);
  expect((saved.tags ?? []).map((tag) => tag.name).sort()).toEqual(['gold', 'silver']);
  expect((saved.resource_type_associations ?? []).map((it) => it.name).sort()).toEqual(['OS::Glance::Image', 'OS::Nova::Flavor']);

  const openstack = process.env.VITRINE_OPENSTACK;
  test.skip(!openstack, 'VITRINE_OPENSTACK names no client');
  const environment = {
    ...process.env,
    OS_AUTH_URL: `${server.url}/identity/v3`,
    OS_IDENTITY_API_VERSION: '3',
    OS_USERNAME: 'admin',
    OS_PASSWORD: server.adminPassword,
    OS_PROJECT_NAME: 'admin',
    OS_USER_DOMAIN_ID: 'default',
    OS_PROJECT_DOMAIN_ID: 'default',
  };
  const client = (...words: string[]): unknown =>
    JSON.parse(execFileSync(openstack ?? '', [...words, '-f', 'json'], { env: environment, encoding: 'utf8' }));
  expect(client('image', 'metadef', 'namespace', 'show', name)).toMatchObject({ namespace: name });
  const listed = client('image', 'metadef', 'property', 'list', name) as { name: string }[];
  expect(listed.map((row) => row.name).sort()).toEqual(TYPES.map((type) => `p_${type}`).sort());
  expect(client('image', 'metadef', 'object', 'show', name, 'Group')).toMatchObject({ name: 'Group' });
});

test('JSON that says no document waits, and the form with it', async ({ page, server, api }) => {
  const name = await api.createNamespace({ properties: { p: { type: 'string', title: 'First' } } });
  await openStudio(page, server, defs.edit(name));
  await treeItem(page, 'p').click();
  const before = await json(page).inputValue();
  await json(page).fill(before.replace('"First"', '"First'));
  await expect(page.getByText(/This is no JSON/)).toBeVisible();
  await expect(page.locator('#f-title')).toHaveValue('First');
  await expect(page.locator('#f-title')).toBeDisabled();
  await page.getByRole('button', { name: /^Line \d+/ }).click();
  await expect(json(page)).toBeFocused();

  await json(page).fill(before.replace('"First"', '"Second"'));
  await expect(page.getByText(/This is no JSON/)).toBeHidden();
  await expect(page.locator('#f-title')).toBeEnabled();
  await expect(page.locator('#f-title')).toHaveValue('Second');

  // What no document has is named, at its line.
  await json(page).fill(before.replace('"title"', '"titel": 1, "type": "nothing", "x"'));
  await expect(page.getByRole('button', { name: /^Line \d+/ })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('#f-title')).toHaveValue('Second');
});

test('twenty steps are undone and done again', async ({ page, server, api }) => {
  const name = await api.createNamespace({ properties: { p: { type: 'string', title: 'T' } } });
  await openStudio(page, server, defs.edit(name));
  const first = await json(page).inputValue();
  for (let at = 0; at < 20; at += 1) {
    await tree(page).getByRole('button', { name: 'Add tag' }).click();
    await expect(treeItem(page, at === 0 ? 'tag' : `tag_${at + 1}`)).toBeVisible();
  }
  await expect(page.getByText('20 unsaved changes')).toBeVisible();
  const last = await json(page).inputValue();
  for (let at = 0; at < 20; at += 1) await page.keyboard.press('Control+z');
  await expect(json(page)).toHaveValue(first);
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
  for (let at = 0; at < 20; at += 1) await page.keyboard.press('Control+Shift+z');
  await expect(json(page)).toHaveValue(last);
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await expect(json(page)).toHaveValue(first);
});

test('what is written is tried at once, with the text that would be stored', async ({ page, server, api }) => {
  const name = await api.createNamespace({
    properties: { bus: { type: 'string', title: 'Bus', enum: ['scsi', 'virtio'] }, many: { type: 'array', title: 'Many', items: { type: 'string' } } },
    resource_type_associations: [{ name: 'OS::Glance::Image', prefix: 'hw_' }],
  });
  await openStudio(page, server, defs.edit(name));
  const tried = page.getByRole('group', { name: 'Try it' });
  await tried.getByLabel('Filter available properties').fill('Bus');
  await tried.getByRole('button', { name: 'Add Bus' }).click();
  await tried.locator('#try-hw_bus').selectOption('scsi');
  await expect(tried.getByText('hw_bus=scsi')).toBeVisible();

  await treeItem(page, 'bus').click();
  await page.locator('#f-enum-new').fill('sata');
  await page.keyboard.press('Enter');
  await tried.locator('#try-hw_bus').selectOption('sata');
  await expect(tried.getByText('hw_bus=sata')).toBeVisible();
});

test('what is wrong is told, and saving waits for it', async ({ page, server, api }) => {
  const name = await api.createNamespace({ properties: { p: { type: 'integer', title: 'P' } } });
  await openStudio(page, server, defs.edit(name));
  await treeItem(page, 'p').click();
  await page.locator('#f-minimum').fill('nine');
  await expect(page.getByText('A number is needed')).toBeVisible();
  await page.locator('#f-minimum').fill('9');
  await page.locator('#f-maximum').fill('1');
  await expect(page.getByText('A number is needed')).toBeHidden();
  await page.locator('.studio__foot summary').click();
  await page.getByRole('link', { name: /the least is more than the most/ }).click();
  await expect(page.locator('#f-minimum')).toBeFocused();

  await tree(page).getByRole('button', { name: 'Add tag' }).click();
  await expect(json(page)).toHaveValue(/"name": "tag"/);
  await json(page).fill((await json(page).inputValue()).replace('"name": "tag"', '"name": " "'));
  await page.locator('#tree-filter').focus();
  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Saving is possible once errors are mended')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
});

test('two people: what does not conflict is brought together, what does is chosen', async ({ browser, page, server, api, complaints }) => {
  complaints.allow(/status of 412/);
  const name = await api.createNamespace({
    properties: { a: { type: 'string', title: 'A' }, b: { type: 'string', title: 'B' }, c: { type: 'string', title: 'C' } },
  });
  await openStudio(page, server, defs.edit(name));
  const context = await browser.newContext({ baseURL: server.url });
  const other = await context.newPage();
  await openStudio(other, server, defs.edit(name));

  const retitle = async (who: typeof page, property: string, title: string): Promise<void> => {
    await treeItem(who, property).click();
    await who.locator('#f-title').fill(title);
  };
  await retitle(other, 'a', 'A of the other');
  await retitle(other, 'b', 'B of the other');
  await save(other);
  await context.close();

  await retitle(page, 'b', 'B of mine');
  await retitle(page, 'c', 'C of mine');
  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/Somebody saved 2 changes/)).toBeVisible();
  await expect(dialog.locator('fieldset')).toHaveCount(1);
  await expect(dialog.getByRole('button', { name: 'Take over and review' })).toBeDisabled();
  await dialog.getByRole('radio', { name: /Theirs/ }).check();
  await dialog.getByRole('button', { name: 'Take over and review' }).click();
  await expect(dialog.getByRole('button', { name: 'Save', exact: true })).toBeEnabled();
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog).toBeHidden();
  const saved = await api.namespace(name);
  const titles = Object.values(saved.properties ?? {}).map((property) => property.title);
  expect(titles).toEqual(['A of the other', 'B of the other', 'C of mine']);
});

test('a draft survives a reload, and is gone once it is saved', async ({ page, server, api }) => {
  const name = await api.createNamespace({ properties: { p: { type: 'string', title: 'P' } } });
  await openStudio(page, server, defs.edit(name));
  await treeItem(page, 'p').click();
  await page.locator('#f-description').fill('Not saved yet');
  await expect(page.getByText('Draft kept in this browser')).toBeVisible();
  await page.reload();
  await hydrated(page);
  await expect(page.getByText('This is what you left here. Nothing of it is saved yet.')).toBeVisible();
  await expect(page.locator('#f-description')).toHaveValue('Not saved yet');
  await save(page);
  await page.reload();
  await hydrated(page);
  await expect(page.locator('.studio')).toBeVisible();
  await expect(page.getByText('This is what you left here.')).toHaveCount(0);
  expect((await api.namespace(name)).properties?.p).toMatchObject({ description: 'Not saved yet' });
});

test('a renamed property tells of the images that carry the old key', async ({ page, server, api }) => {
  const prefix = `${unique('k')}_`;
  const name = await api.createNamespace({
    properties: { old: { type: 'string', title: 'Old' } },
    resource_type_associations: [{ name: 'OS::Glance::Image', prefix }],
  });
  const image = await api.create({ name: unique('carrier'), [`${prefix}old`]: 'kept' });
  await openStudio(page, server, defs.edit(name));
  await treeItem(page, 'old').click();
  await page.locator('#f-name').fill('new');
  await page.keyboard.press('Tab');
  await expect(page.locator('#f-title')).toBeFocused();
  // The rename is not forgotten by a reload.
  await expect(page.getByText('Kept in this browser')).toBeVisible();
  await page.reload();
  await hydrated(page);
  await expect(page.locator('.studio')).toBeVisible();
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('dialog')).toContainText(`${prefix}old → ${prefix}new · 1 image`);
  await page.keyboard.press('Escape');
  await save(page);
  const opened = page.waitForEvent('popup');
  await page.getByRole('link', { name: /_old → .*_new/ }).click();
  const plan = await opened;
  await hydrated(plan);
  await expect(plan.getByRole('row').filter({ hasText: `${prefix}new = kept` })).toContainText('Will be changed');
  await plan.getByRole('button', { name: 'Set right on all images' }).click();
  await expect(plan.getByText('1 image changed.')).toBeVisible();
  expect(await api.show(image.id)).toMatchObject({ [`${prefix}new`]: 'kept' });
  expect(await api.show(image.id)).not.toHaveProperty(`${prefix}old`);
});

test('a name that is taken is told where it can be changed', async ({ page, server, api, complaints }) => {
  complaints.allow(/status of 412/);
  const taken = await api.createNamespace({});
  await openStudio(page, server, defs.create);
  await page.locator('#f-name').fill(taken);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('There is a namespace of this name already')).toBeVisible();
  await dialog.getByRole('button', { name: 'Choose another name' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator('#f-name')).toBeFocused();
  const free = unique('Free');
  await page.locator('#f-name').fill(free);
  await save(page);
  expect((await api.namespace(free)).namespace).toBe(free);
});

test('what a draft holds can be thrown away where it is told of', async ({ page, server, api }) => {
  const name = await api.createNamespace({ description: 'first' });
  await openStudio(page, server, defs.edit(name));
  await page.locator('#f-description').fill('Half a thought');
  await expect(page.getByText('Kept in this browser')).toBeVisible();
  await page.reload();
  await hydrated(page);
  await page.getByRole('button', { name: 'Discard the draft' }).click();
  await expect(page.locator('#f-description')).toHaveValue('first');
});

test('what protection forbids is told before it is saved', async ({ page, server, api, complaints }) => {
  complaints.allow(/status of 403/);
  const name = await api.createNamespace({ protected: true, tags: [{ name: 'bound' }] });
  await openStudio(page, server, defs.edit(name));
  await treeItem(page, 'bound').click();
  await page.keyboard.press('Delete');
  await expect(page.getByText('“bound” is taken away, and the namespace is protected')).toBeAttached();
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('dialog').locator('#save-now')).toBeDisabled();
});

test('things are copied between namespaces, moved and translated', async ({ page, server, api }) => {
  const from = await api.createNamespace({ properties: { shared: { type: 'string', title: 'Shared', enum: ['x'] } } });
  const to = await api.createNamespace({ objects: [{ name: 'Holder', required: [], properties: {} }] });
  await openStudio(page, server, defs.edit(from));
  await treeItem(page, 'shared').click();
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await page.goto(defs.edit(to));
  await hydrated(page);
  await treeItem(page, 'Holder').click();
  await page.getByRole('button', { name: 'Paste' }).click();
  await expect(treeItem(page, 'shared')).toBeVisible();
  await treeItem(page, 'shared').dragTo(tree(page).getByRole('treeitem', { name: /^Properties/ }));
  await expect(page.getByText('Moved')).toBeAttached();

  await tree(page).getByRole('button', { name: 'Add language' }).click();
  await expect(page.getByText('1 of 1 missing')).toBeVisible();
  await page.locator('.translate input').first().fill('共享');
  await expect(page.getByText('0 of 1 missing')).toBeVisible();
  await expect.poll(() => written(page)).toMatchObject({
    properties: { shared: { title: 'Shared', enum: ['x'] } },
    translations: { 'zh-CN': { properties: { shared: { title: '共享' } } } },
  });
  await save(page);
});

test('what has an order is moved in it, and a property to where it belongs', async ({ page, server, api }) => {
  const name = await api.createNamespace({
    tags: [{ name: 'first' }, { name: 'second' }],
    objects: [{ name: 'Holder', required: [], properties: {} }],
    properties: { p: { type: 'integer', title: 'P', maximum: 4 } },
  });
  await openStudio(page, server, defs.edit(name));
  await treeItem(page, 'first').click();
  await expect(page.getByRole('button', { name: 'Move up' })).toBeDisabled();
  await page.getByRole('button', { name: 'Move down' }).click();
  await expect.poll(() => written(page)).toMatchObject({ tags: [{ name: 'second' }, { name: 'first' }] });
  await expect(page.getByRole('button', { name: 'Move down' })).toBeDisabled();
  await treeItem(page, 'p').click();
  await expect(page.getByRole('button', { name: 'Move down' })).toHaveCount(0);
  await page.getByLabel('Belongs to').selectOption('Holder');
  await expect(page.getByRole('heading', { name: 'Holder › p' })).toBeVisible();
  await expect.poll(() => written(page)).toMatchObject({ objects: [{ name: 'Holder', properties: { p: { maximum: 4 } } }] });
  await page.keyboard.press('Control+z');
  await expect.poll(() => written(page)).toMatchObject({ properties: { p: { maximum: 4 } } });
  // What does not fit is told where it is written.
  await treeItem(page, 'p').click();
  await page.locator('#f-default').fill('9');
  await expect(page.locator('#f-default-error')).toBeVisible();
  await page.locator('#f-default').fill('3');
  await expect(page.locator('#f-default-error')).toHaveCount(0);
  await treeItem(page, 'second').click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(treeItem(page, 'second')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(treeItem(page, 'second')).toBeVisible();
  // A title that only says the name goes with it.
  await tree(page).getByRole('button', { name: 'Add property' }).first().click();
  await page.locator('#f-name').fill('speed');
  await page.keyboard.press('Tab');
  await expect(page.locator('#f-title')).toHaveValue('speed');
  await save(page);
  expect((await api.namespace(name)).properties).toMatchObject({ p: { default: 3 }, speed: { title: 'speed' } });
});

test('who may not change a namespace gets no workspace', async ({ page, api, complaints }) => {
  complaints.allow(/status of 403/);
  const name = await api.createNamespace({ visibility: 'public' });
  const { user, password } = await api.createReader();
  await page.goto('/dashboard/login');
  await page.locator('input[name=user]').fill(user);
  await page.locator('input[name=password]').fill(password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL((url) => url.pathname === '/dashboard/images');
  const answer = await page.goto(defs.edit(name));
  expect(answer?.status()).toBe(403);
  await page.goto(defs.namespace(name));
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Edit', exact: true })).toHaveCount(0);
});

test('a namespace that is deleted and written again from its JSON is the same', async ({ page, server, api }) => {
  const name = await api.createNamespace({
    description: 'All of it',
    properties: { p: { type: 'string', title: 'P', enum: ['a', 'b'], operators: ['<or>'], default: 'a' } },
    objects: [{ name: 'O', description: 'Of p', required: ['q'], properties: { q: { type: 'integer', title: 'Q', minimum: 1 } } }],
    tags: [{ name: 't1' }, { name: 't2' }],
    resource_type_associations: [{ name: 'OS::Glance::Image', prefix: 'x_' }],
  });
  await openStudio(page, server, defs.edit(name));
  const first = await json(page).inputValue();
  await page.goto(defs.delete(name));
  await page.getByRole('button', { name: 'Delete namespace' }).click();
  await expect(page).toHaveURL((url) => url.pathname === defs.list);
  await page.goto(defs.create);
  await hydrated(page);
  await json(page).fill(first);
  await save(page);
  await page.goto(defs.edit(name));
  await hydrated(page);
  await expect(json(page)).toHaveValue(first);
});

test('signing in is needed', async ({ page, server }) => {
  await signIn(page, server);
  await page.context().clearCookies();
  await page.goto(defs.create);
  await expect(page).toHaveURL(/\/dashboard\/login/);
});
