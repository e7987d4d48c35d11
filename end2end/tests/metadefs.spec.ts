import { unique } from '../support/api.ts';
import { hydrated, signIn, toast } from '../support/pages.ts';
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
  await expect(page.getByText('blue')).toBeVisible();
  await page.goto(defs.usage);
  await expect(page.getByRole('link', { name: key })).toBeVisible();
});

test('deleting asks first, and protection forbids it', async ({ page, server, api }) => {
  const kept = await api.createNamespace({ protected: true });
  const gone = await api.createNamespace({});
  await signIn(page, server, defs.namespace(kept));
  await hydrated(page);
  await expect(page.getByText('Protected. Give up the protection first.')).toBeVisible();
  await page.goto(defs.namespace(gone));
  await hydrated(page);
  await page.getByRole('link', { name: 'Delete namespace' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete namespace' }).click();
  await expect(page).toHaveURL((url) => url.pathname === defs.list);
  await expect(toast(page, 'Namespace deleted').first()).toBeVisible();
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
