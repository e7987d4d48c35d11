import { labels } from '../support/labels.ts';
import { hydrated, languageSwitch, paths, reveal, signIn } from '../support/pages.ts';
import { expect, test } from '../support/test.ts';

const html = 'html';

test.describe('language', () => {
  test('switching on the login page keeps what was typed', async ({ page }) => {
    await page.goto(`${paths.login}?next=${encodeURIComponent('/dashboard/images?status=active')}`);
    await hydrated(page);
    await expect(page.locator(html)).toHaveAttribute('lang', 'en');
    await page.getByLabel(labels.userName, { exact: true }).fill('mira');
    await languageSwitch(page, labels.chinese).click();
    await expect(page.locator(html)).toHaveAttribute('lang', 'zh-Hans');
    await expect(page.locator('input[name=user]')).toHaveValue('mira');
    await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible();
    await expect(page).toHaveURL((url) => url.searchParams.get('next') === '/dashboard/images?status=active');
    await page.reload();
    await expect(page.locator(html)).toHaveAttribute('lang', 'zh-Hans');
  });

  test('switching in the middle of a form keeps the page and the text', async ({ page, server }) => {
    await signIn(page, server, paths.create);
    await hydrated(page);
    await page.locator('input[name=name]').fill('typed before');
    const chinese = languageSwitch(page, labels.chinese);
    await reveal(page, chinese, labels.language);
    await chinese.click();
    await expect(page.locator(html)).toHaveAttribute('lang', 'zh-Hans');
    await expect(page).toHaveURL((url) => url.pathname === paths.create);
    await expect(page.locator('input[name=name]')).toHaveValue('typed before');

    const english = languageSwitch(page, labels.english);
    await reveal(page, english, labels.language);
    await english.click();
    await expect(page.locator(html)).toHaveAttribute('lang', 'en');
    await expect(page.locator('input[name=name]')).toHaveValue('typed before');
  });

  test('a list keeps its filters', async ({ page, server }) => {
    await signIn(page, server, `${paths.images}?status=queued&sort=size&direction=desc`);
    await hydrated(page);
    const chinese = languageSwitch(page, labels.chinese);
    await reveal(page, chinese, labels.language);
    await chinese.click();
    await expect(page.locator(html)).toHaveAttribute('lang', 'zh-Hans');
    const { searchParams } = new URL(page.url());
    expect(searchParams.get('status')).toBe('queued');
    expect(searchParams.get('sort')).toBe('size');
    expect(searchParams.get('direction')).toBe('desc');
  });

  test('the browser’s own language is the first guess', async ({ browser, server }) => {
    for (const [locale, lang] of [['zh-CN', 'zh-Hans'], ['zh-SG', 'zh-Hans'], ['en-US', 'en'], ['fr-FR', 'en']] as const) {
      const context = await browser.newContext({ locale, baseURL: server.url });
      const page = await context.newPage();
      await page.goto(paths.login);
      await expect(page.locator(html), locale).toHaveAttribute('lang', lang);
      await context.close();
    }
  });
});

test.describe('theme', () => {
  const ground = 'getComputedStyle(document.body).backgroundColor';

  test('follows the system until one is chosen, then from the first paint', async ({ page, server, context }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await signIn(page, server);
    await hydrated(page);
    const dark = await page.evaluate(ground);
    await page.emulateMedia({ colorScheme: 'light' });
    const light = await page.evaluate(ground);
    expect(light).not.toBe(dark);

    const choice = page.getByRole('button', { name: labels.dark, exact: true })
      .or(page.getByRole('menuitemradio', { name: labels.dark, exact: true }))
      .or(page.getByRole('radio', { name: labels.dark, exact: true })).first();
    await reveal(page, choice, labels.theme);
    await choice.click();
    await expect(page.locator(html)).toHaveAttribute('data-theme', 'dark');
    await expect.poll(() => page.evaluate(ground)).toBe(dark);

    // The server's own answer says so: nothing has to run before the first paint.
    const answer = await context.request.get(paths.images);
    expect(await answer.text()).toMatch(/<html[^>]*data-theme="dark"/);
    await page.reload({ waitUntil: 'commit' });
    await expect(page.locator(html)).toHaveAttribute('data-theme', 'dark');
    expect(await page.evaluate(ground)).toBe(dark);
  });
});
