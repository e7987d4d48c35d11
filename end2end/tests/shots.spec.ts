// Pictures of every page, for people to look at: VITRINE_SHOTS=folder npx playwright test shots
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { signIn } from '../support/pages.ts';
import { expect, test } from '../support/test.ts';
import { galleryPages, languages, themes, view, viewNames } from '../support/views.ts';

const folder = process.env.VITRINE_SHOTS;
const widths = [1440, 390] as const;

// Declared only when asked for, so that an ordinary run skips nothing.
if (folder) {
  mkdirSync(folder, { recursive: true });
  for (const language of languages) {
    for (const theme of themes) {
      test.describe(`${language}, ${theme}`, () => {
        test.use({ locale: language, colorScheme: theme });

        for (const width of widths) {
          test(`at ${width} px`, async ({ page, server, api, complaints }) => {
            test.slow();
            complaints.allow(/status of 404/);
            await page.setViewportSize({ width, height: 900 });
            const shoot = async (name: string, path: string) => {
              await page.goto(path);
              await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
              await page.evaluate(() => document.fonts.ready);
              const file = `${name}-${language}-${theme}-${width}.png`;
              await page.screenshot({ path: join(folder, file), fullPage: true, animations: 'disabled' });
            };
            const views = await Promise.all(viewNames.map((name) => view(api, name)));
            for (const one of views.filter((candidate) => candidate.open)) await shoot(one.name, one.path);
            await signIn(page, server);
            for (const one of views.filter((candidate) => !candidate.open)) await shoot(one.name, one.path);
            for (const path of await galleryPages(page, server)) {
              await shoot(`gallery-${path.split('/').at(-1) ?? ''}`, path);
            }
          });
        }
      });
    }
  }
}
