import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { unique } from '../support/api.ts';
import { hydrated, paths, signIn } from '../support/pages.ts';
import { defs, openStudio } from '../support/studio.ts';
import { expect, test } from '../support/test.ts';
import { galleryPages, languages, themes, view, viewNames } from '../support/views.ts';

async function withoutViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const told = violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.map((node) => node.target.join(' ')) }));
  expect(told).toEqual([]);
}

/** How far the page can be moved sideways. */
const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

// Each language and each theme once: what a language breaks, it breaks in either theme. All four on demand.
const pairs = languages.flatMap((language, at) =>
  themes.filter((_, of) => of === at || process.env.VITRINE_AXE === 'all').map((theme) => [language, theme] as const),
);
for (const [language, theme] of pairs) {
  {
    test.describe(`${language}, ${theme}`, () => {
      test.use({ locale: language, colorScheme: theme });

      for (const name of viewNames) {
        test(`${name} is accessible and fits 320 px`, async ({ page, server, api, complaints }) => {
          const { path, open, ready, status } = await view(api, name);
          if (status) complaints.allow(new RegExp(`status of ${status}`));
          if (!open) await signIn(page, server);
          const answer = await page.goto(path);
          expect(answer?.status()).toBe(status ?? 200);
          await expect(page.locator('html')).toHaveAttribute('lang', language === 'zh-CN' ? 'zh-Hans' : language);
          if (ready) await expect(page.locator(ready)).toBeVisible();
          await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
          await expect(page.getByRole('main')).toHaveCount(1);
          await withoutViolations(page);

          await page.setViewportSize({ width: 320, height: 800 });
          expect(await sideways(page), 'sideways scroll at 320 px').toBeLessThanOrEqual(0);
          await withoutViolations(page);
        });
      }

      test('what asks before it writes is accessible: the plan of an import, saving, and a conflict', async ({ page, server, api, complaints }) => {
          complaints.allow(/status of 412/);
        const name = await api.createNamespace({ properties: { p: { type: 'string', title: 'P', description: 'first' } } });
        await openStudio(page, server, defs.edit(name));
        await page.goto(`${defs.edit(name)}?sel=property%2Fp`);
        await page.locator('#f-title').fill('Mine');
        await page.keyboard.press('Control+s');
        const dialog = page.getByRole('dialog');
        await expect(dialog.locator('#save-now')).toBeEnabled();
        await withoutViolations(page);
        await page.keyboard.press('Escape');
        await api.putProperty(name, { name: 'p', type: 'string', title: 'Theirs' });
        await page.keyboard.press('Control+s');
        await expect(dialog.getByRole('radio').first()).toBeVisible();
        await withoutViolations(page);

        await page.goto(paths.metadefsImport);
        await hydrated(page);
        const documents = ['p', 'q'].map((it) => ({ namespace: it === 'p' ? name : unique('new'), visibility: 'private', protected: false }));
        await page.locator('textarea').first().fill(JSON.stringify(documents));
        await page.locator('main form').getByRole('button').last().click();
        await expect(page.locator('#report')).toBeVisible();
        await withoutViolations(page);
      });

      test('every page of the gallery is accessible', async ({ page, server }) => {
        test.slow();
        await signIn(page, server);
        const pages = await galleryPages(page, server);
        expect(pages.length).toBeGreaterThan(0);
        for (const path of pages) {
          await test.step(path, async () => {
            await page.goto(path);
            await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
            await withoutViolations(page);
          });
        }
      });
    });
  }
}

test('the first Tab reaches a link to the content', async ({ page, server }) => {
  await signIn(page, server);
  await page.reload();
  await page.keyboard.press('Tab');
  const first = page.locator(':focus');
  await expect(first).toHaveAttribute('href', /#main$/);
  await page.keyboard.press('Enter');
  await expect(page.locator('#main')).toBeFocused();
});
