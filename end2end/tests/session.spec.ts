// What the dashboard says before a session ends and after it. The browser's clock is the test's, and the
// server's answer says how much is left: nothing here waits.
import type { Page } from '@playwright/test';
import { fillLogin, hydrated, paths, signIn, submitLogin } from '../support/pages.ts';
import { expect, test } from '../support/test.ts';

const LEFT = '**/dashboard/rpc/session/left';
const HALF_AN_HOUR = '30:00';
const HOURS = 36_000;

const dialog = (page: Page) => page.getByRole('alertdialog');

/** A form with something in it, on a page that has just been told how long its session lasts. */
async function typing(page: Page): Promise<void> {
  await hydrated(page);
  await page.locator('input[name=name]').fill('typed before');
}

/** The next time the page asks, this is what is left. */
async function leave(page: Page, idle_seconds: number, life_seconds: number): Promise<void> {
  await page.route(LEFT, (route) => route.fulfill({ json: { idle_seconds, life_seconds, warning_seconds: 300 } }));
  await page.clock.fastForward(HALF_AN_HOUR);
}

test.beforeEach(async ({ page }) => page.clock.install());

test('nothing is said while another tab uses the session', async ({ page, server }) => {
  await signIn(page, server, paths.create);
  await typing(page);
  const asked = page.waitForResponse(LEFT);
  await page.clock.fastForward(HALF_AN_HOUR);
  await asked;
  await expect(dialog(page)).toHaveCount(0);
});

test('an idle session is announced, and goes on when one says so', async ({ page, server }) => {
  await signIn(page, server, paths.create);
  await typing(page);
  await leave(page, 200, HOURS);
  await expect(dialog(page)).toHaveAccessibleName('Your session ends soon');
  await expect(dialog(page)).toContainText('In about 4 min you are signed out.');
  await expect(dialog(page)).toBeFocused();
  await dialog(page).getByRole('button', { name: 'Stay signed in' }).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.locator('input[name=name]')).toBeFocused();
  await expect(page.locator('input[name=name]')).toHaveValue('typed before');
});

test('a session that has lasted long enough is announced, and cannot be kept', async ({ page, server }) => {
  await signIn(page, server, paths.create);
  await typing(page);
  await leave(page, 1_500, 61);
  await expect(dialog(page)).toContainText('In about 2 min you have to sign in again');
  await expect(dialog(page).getByRole('button', { name: 'Stay signed in' })).toHaveCount(0);
  await dialog(page).getByRole('button').click();
  await expect(dialog(page)).toHaveCount(0);
});

test('after the end one signs in elsewhere, and goes on with what one typed', async ({ page, server, context }) => {
  await signIn(page, server, paths.create);
  await typing(page);
  await context.clearCookies();
  await page.clock.fastForward(HALF_AN_HOUR);
  await expect(dialog(page)).toHaveAccessibleName('Your session has ended');
  await dialog(page).getByRole('button', { name: 'I have signed in' }).click();
  await expect(dialog(page)).toBeVisible();

  const opened = context.waitForEvent('page');
  await dialog(page).getByRole('link', { name: 'Sign in in a new tab' }).click();
  const other = await opened;
  await fillLogin(other, 'admin', server.adminPassword);
  await submitLogin(other);
  await expect(other).toHaveURL((url) => url.pathname === paths.images);

  await dialog(page).getByRole('button', { name: 'I have signed in' }).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(page).toHaveURL((url) => url.pathname === paths.create);
  await expect(page.locator('input[name=name]')).toHaveValue('typed before');
});
