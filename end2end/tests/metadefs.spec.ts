import { unique } from '../support/api.ts';
import { payloads } from '../support/payloads.ts';
import { hydrated, signIn, signInAs, toast } from '../support/pages.ts';
import { defs } from '../support/studio.ts';
import { expect, test } from '../support/test.ts';

const titles = '.nsname a';

test('namespaces are filtered and sorted, and the address says how', async ({ page, server, api }) => {
  const mark = unique('mark');
  for (const [title, count] of [['One', 1], ['Three', 3], ['Two', 2]] as const) {
    const properties = Object.fromEntries(Array.from({ length: count }, (_, at) => [`p${at}`, { type: 'string', title: 'P' }]));
    await api.createNamespace({ display_name: `${title} ${mark}`, properties });
  }
  await signIn(page, server, defs.list);
  await hydrated(page);
  await page.getByRole('searchbox').fill(mark);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`q=${mark}`));
  await expect(page.locator(titles)).toHaveText([`One ${mark}`, `Three ${mark}`, `Two ${mark}`]);
  await page.getByRole('columnheader', { name: 'Properties' }).getByRole('link').click();
  await expect(page).toHaveURL(/sort=properties/);
  await expect(page.locator(titles)).toHaveText([`Three ${mark}`, `Two ${mark}`, `One ${mark}`]);
  await page.reload();
  await expect(page.locator(titles)).toHaveText([`Three ${mark}`, `Two ${mark}`, `One ${mark}`]);
  await page.goto(`${defs.list}?q=${mark}-nothing`);
  await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible();
});

test('a namespace shows what it holds, and an address leads to a property', async ({ page, server, api }) => {
  const name = await api.createNamespace({
    display_name: 'Shelf',
    description: 'What shelves carry',
    properties: { depth: { type: 'integer', title: 'Depth', minimum: 1, description: 'In metres' } },
    objects: [{ name: 'Board', required: ['wood'], properties: { wood: { type: 'string', title: 'Wood', enum: ['oak', 'elm'] } } }],
    tags: [{ name: 'sturdy' }],
    resource_type_associations: [{ name: 'OS::Glance::Image', prefix: 'shelf_' }],
  });
  await signIn(page, server, defs.namespace(name));
  await expect(page.getByRole('heading', { level: 1, name: 'Shelf' })).toBeVisible();
  await expect(page.getByText('What shelves carry')).toBeVisible();
  await page.getByRole('link', { name: /^Properties/ }).click();
  await expect(page.getByText('In metres')).toBeVisible();
  await expect(page.getByText('shelf_depth')).toBeVisible();
  await page.goto(defs.namespace(name, '?tab=objects&obj=Board&prop=wood'));
  await expect(page.locator('li.def[aria-current]')).toContainText('Wood');
  await page.goto(defs.namespace(name, '?tab=tags'));
  await expect(page.getByText('sturdy')).toBeVisible();
  await page.goto(defs.namespace(name, '?tab=preview'));
  await expect(page.getByText('shelf_wood')).toBeVisible();
  await page.goto(defs.namespace(name, '?tab=json'));
  await expect(page.getByText('"shelf_"')).toBeVisible();
});

test('history tells who changed what, and leads back', async ({ page, server, api }) => {
  const name = await api.createNamespace({ description: 'first' });
  await api.replaceDescription(name, 'second');
  await signIn(page, server, defs.namespace(name, '?tab=history'));
  await expect(page.getByRole('heading', { name: 'Version 2' })).toBeVisible();
  await page.getByRole('link', { name: 'Return to this' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Return to version 1?' })).toBeVisible();
  await expect(page.locator('.diff')).toContainText('second');
  expect((await api.namespace(name)).description).toBe('second');
  await page.getByRole('button', { name: 'Return to this' }).click();
  await expect(toast(page, 'Returned to the earlier version').first()).toBeVisible();
  expect((await api.namespace(name)).description).toBe('first');
});

test('a search marks what it found and leads there', async ({ page, server, api }) => {
  const word = unique('quartz').replace('-', '');
  const name = await api.createNamespace({ properties: { crystal: { type: 'string', title: `Crystal ${word}` } } });
  await signIn(page, server, defs.search);
  await page.getByRole('searchbox').fill(word);
  await page.keyboard.press('Enter');
  await expect(page.locator('mark').first()).toHaveText(word);
  await page.getByRole('link', { name: `Crystal ${word}` }).click();
  await expect(page).toHaveURL((url) => url.pathname === defs.namespace(name) && url.searchParams.get('prop') === 'crystal');
});

test('types of resources meet namespaces in a table', async ({ page, server, api }) => {
  const type = unique('TestType');
  await api.createNamespace({ display_name: `For ${type}`, resource_type_associations: [{ name: type, prefix: 'pre_', properties_target: 'aim' }] });
  await signIn(page, server, `${defs.types}?q=${encodeURIComponent(type)}`);
  const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: `For ${type}` }) });
  await expect(row.getByText('pre_')).toBeVisible();
  await expect(row.getByText('aim')).toBeVisible();
});

test('images that carry a key are found, and keys that nobody defines', async ({ page, server, api }) => {
  const key = unique('orphan').replace('-', '_');
  const image = await api.create({ name: unique('carrier'), [key]: 'blue' });
  await signIn(page, server, `${defs.usage}?key=${key}`);
  await expect(page.getByRole('link', { name: image.name ?? '' })).toBeVisible();
  await expect(page.getByRole('cell', { name: 'blue' })).toBeVisible();
  await expect(page.getByText('No definition is of this key.')).toBeVisible();
  await page.goto(defs.usage);
  await expect(page.getByRole('link', { name: key })).toBeVisible();
});

test('deleting asks first, and protection forbids it', async ({ page, server, api }) => {
  const kept = await api.createNamespace({ protected: true });
  const gone = await api.createNamespace({ properties: { p: { type: 'string', title: 'P' } } });
  await signIn(page, server, defs.namespace(kept));
  await hydrated(page);
  await expect(page.getByText('Protected. Give up the protection first.')).toBeVisible();
  await page.goto(defs.namespace(gone));
  await hydrated(page);
  await page.getByRole('link', { name: 'Delete namespace' }).click();
  await expect(page.getByText('1 property')).toBeVisible();
  await page.getByRole('button', { name: 'Delete namespace' }).click();
  await expect(page).toHaveURL((url) => url.pathname === defs.list);
  await expect(toast(page, 'Namespace deleted').first()).toBeVisible();
});

test('a link to a property takes the focus there, and a preview follows its type', async ({ page, server, api }) => {
  const count = 60;
  const properties = Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`p${at}`, { type: 'string', title: `Deep ${at}` }]),
  );
  const types = [{ name: 'OS::Glance::Image', prefix: 'hw_' }, { name: 'OS::Nova::Flavor', prefix: 'hw:' }];
  const name = await api.createNamespace({ properties, resource_type_associations: types });
  await signIn(page, server, defs.namespace(name, '?tab=properties'));
  await hydrated(page);
  const entry = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Deep 59', exact: true }) });
  await page.getByRole('link', { name: 'Deep 59', exact: true }).click();
  await expect(entry).toHaveAttribute('aria-current', 'true');
  await expect(entry).toBeFocused();
  const address = page.url();
  await page.goto(defs.list);
  await page.goto(address);
  await expect(entry).toBeInViewport();

  await page.goto(defs.namespace(name, '?tab=preview'));
  await hydrated(page);
  await expect(page.getByText('hw_p59', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'OS::Nova::Flavor' }).click();
  await expect(page.getByText('hw:p59', { exact: true })).toBeVisible();
});

test('the use of a key leads to its values and to its definition', async ({ page, server, api }) => {
  const prefix = unique('used').replace('-', '_');
  const name = await api.createNamespace({
    properties: { mode: { type: 'string', title: 'Mode of use' } },
    resource_type_associations: [{ name: 'OS::Glance::Image', prefix }],
  });
  const key = `${prefix}mode`;
  const red = await api.create({ name: unique('red'), [key]: 'red' });
  const green = await api.create({ name: unique('green'), [key]: 'green' });
  await signIn(page, server, `${defs.usage}?key=${key}`);
  await hydrated(page);
  await expect(page.getByRole('link', { name: green.name ?? '', exact: true })).toBeVisible();
  await page.getByRole('complementary').getByRole('link', { name: 'red', exact: true }).click();
  await expect(page.getByRole('link', { name: green.name ?? '', exact: true })).toHaveCount(0);
  await expect(page.getByRole('link', { name: red.name ?? '', exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Mode of use' }).click();
  await expect(page).toHaveURL((url) => url.pathname === defs.namespace(name) && url.searchParams.get('prop') === 'mode');
});

test('titles follow the language', async ({ page, server, api }) => {
  const translations = { 'zh-CN': { display_name: '书架', properties: { depth: { title: '深度' } } } };
  const properties = { depth: { type: 'integer', title: 'Depth' } };
  const name = await api.createNamespace({ display_name: 'Shelf in two tongues', properties, translations });
  await signIn(page, server, defs.namespace(name, '?tab=properties'));
  await expect(page.getByRole('heading', { level: 1, name: 'Shelf in two tongues' })).toBeVisible();
  await page.context().addCookies([{ name: 'vitrine_lang', value: 'zh-CN', url: server.url }]);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: '书架' })).toBeVisible();
  await expect(page.getByRole('heading', { name: '深度' })).toBeVisible();
  await page.goto(`${defs.list}?q=${encodeURIComponent('书架')}`);
  await expect(page.getByRole('link', { name: '书架' })).toBeVisible();
});

test('a reader sees everything and is offered no change', async ({ page, api }) => {
  const name = await api.createNamespace({ display_name: 'For readers', visibility: 'public' });
  const { user, password } = await api.createReader();
  await signInAs(page, user, password, defs.namespace(name));
  await expect(page.getByRole('heading', { level: 1, name: 'For readers' })).toBeVisible();
  const main = page.getByRole('main');
  await expect(main.getByRole('link', { name: 'Export' })).toBeVisible();
  for (const action of ['Edit', 'Copy as new', 'Delete namespace', 'History']) {
    await expect(main.getByRole('link', { name: action, exact: true })).toHaveCount(0);
  }
  await page.goto(defs.list);
  await expect(main.getByRole('link', { name: 'Export' })).toBeVisible();
  for (const action of ['New namespace', 'Import', /^Edit /]) {
    await expect(main.getByRole('link', { name: action })).toHaveCount(0);
  }
});

test('a namespace with the name of a page is opened, and edited', async ({ page, server, api }) => {
  await api.createNamespace({ namespace: 'report', display_name: 'Called report' });
  await signIn(page, server, `${defs.list}?q=called+report`);
  await hydrated(page);
  await page.getByRole('link', { name: 'Called report', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Called report' })).toBeVisible();
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await expect(page.locator('.studio')).toBeVisible();
  await expect(page.locator('#f-name')).toHaveValue('report');
});

test('texts that would harm are shown as texts everywhere', async ({ page, server, api }) => {
  page.on('dialog', (dialog) => {
    throw new Error(`a script ran: ${dialog.message()}`);
  });
  const harm = payloads[0];
  const mark = unique('harm');
  const key = unique('x');
  const said = (at: string): string => `${mark} ${at} ${harm}`;
  const name = await api.createNamespace({
    visibility: 'public',
    display_name: said('t').slice(0, 80),
    description: payloads.join(' '),
    properties: { [key]: { type: 'string', title: said('title'), description: payloads.join(' '), enum: [...payloads], default: harm } },
    objects: [{ name: harm, description: harm, required: [], properties: { q: { type: 'string', title: harm } } }],
    tags: payloads.slice(0, 6).map((tag) => ({ name: tag })),
    resource_type_associations: [{ name: 'OS::Glance::Image', prefix: '"><b>' }],
    translations: { 'zh-CN': { display_name: harm, properties: { [key]: { title: harm } } } },
  });
  const image = await api.create({ name: harm, [`"><b>${key}`]: payloads[1] });
  await signIn(page, server, `${defs.list}?q=${mark}`);
  await hydrated(page);
  await expect(page.locator(titles).first()).toContainText('<img src=x');
  const tabs = ['overview', 'properties', 'objects', 'tags', 'associations', 'preview', 'usage', 'json', 'history'];
  const pages = [
    ...tabs.map((tab) => defs.namespace(name, `?tab=${tab}`)),
    `${defs.search}?q=${mark}`,
    defs.types,
    defs.delete(name),
    defs.property(name, `?prop=${key}`),
    `${defs.report}?namespace=${name}`,
    `${defs.correct}?key=${encodeURIComponent(`"><b>${key}`)}&do=value&to=${encodeURIComponent(harm)}`,
    `${defs.edit(name)}?sel=property%2F${key}`,
    defs.metadata(image.id),
  ];
  for (const path of pages) {
    await test.step(path, async () => {
      await page.goto(path);
      await hydrated(page);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.locator('main img, main b b, main svg:not([class])')).toHaveCount(0);
    });
  }
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('every page of the catalog reads, and a namespace is deleted', async ({ page, server, api }) => {
    const name = await api.createNamespace({ display_name: 'Plain reading', properties: { p: { type: 'string', title: 'Plain property' } } });
    await signIn(page, server, `${defs.list}?q=plain+reading`);
    await expect(page.getByRole('link', { name: 'Plain reading' })).toBeVisible();
    for (const tab of ['properties', 'objects', 'tags', 'associations', 'preview', 'usage', 'json', 'history']) {
      await page.goto(defs.namespace(name, `?tab=${tab}`));
      await expect(page.getByRole('heading', { level: 1, name: 'Plain reading' })).toBeVisible();
    }
    await page.goto(defs.namespace(name, '?tab=properties'));
    await expect(page.getByText('Plain property')).toBeVisible();
    await page.goto(`${defs.search}?q=plain`);
    await expect(page.getByRole('link', { name: 'Plain reading' }).first()).toBeVisible();
    await page.goto(defs.types);
    await expect(page.getByRole('table')).toBeVisible();
    await page.goto(defs.delete(name));
    await page.getByRole('button', { name: 'Delete namespace' }).click();
    await expect(page).toHaveURL((url) => url.pathname === defs.list);
  });
});
