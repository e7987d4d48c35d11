// What a person does on Vitrine's pages, in a person's words.
import { type Locator, type Page, expect } from '@playwright/test';
import { labels } from './labels.ts';
import type { Server } from './server.ts';

/** Where every page of the dashboard is. */
export const paths = {
  login: '/dashboard/login',
  images: '/dashboard/images',
  create: '/dashboard/images/new',
  image: (id: string) => `/dashboard/images/${id}`,
  delete: (id: string) => `/dashboard/images/${id}/delete`,
  settings: '/dashboard/settings',
  credentials: '/dashboard/settings/credentials',
  access: '/dashboard/settings/access',
  users: '/dashboard/identity/users',
  projects: '/dashboard/identity/projects',
  audit: '/dashboard/audit',
  metadefsImport: '/dashboard/metadefs/import',
  metadefsExport: '/dashboard/metadefs/export',
  missing: '/dashboard/nowhere',
  gallery: '/dashboard/gallery',
} as const;

/** Has the bundle taken over? A server-rendered page says so when it has; see the shell. */
export async function hydrated(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-hydrated', /.*/);
}

/** Fills the login form that the page shows. By name, since that holds in every language. */
export async function fillLogin(page: Page, user: string, password: string): Promise<void> {
  await page.locator('input[name=user]').fill(user);
  await page.locator('input[name=password]').fill(password);
}

export async function submitLogin(page: Page): Promise<void> {
  await page.locator('form:has(input[name=password]) button[type=submit]').click();
}

/** Signs in as the administrator and lands on `to`. */
export async function signIn(page: Page, server: Server, to: string = paths.images): Promise<void> {
  await signInAs(page, 'admin', server.adminPassword, to);
}

export async function signInAs(page: Page, user: string, password: string, to: string = paths.images): Promise<void> {
  await page.goto(`${paths.login}?next=${encodeURIComponent(to)}`);
  await fillLogin(page, user, password);
  await submitLogin(page);
  await expect(page).toHaveURL((url) => url.pathname + url.search === to);
}

/** Makes something visible that may lie in a closed menu. */
export async function reveal(page: Page, thing: Locator, menu: RegExp): Promise<void> {
  if (await thing.isVisible()) return;
  await page.getByRole('button', { name: menu }).first().click();
  await expect(thing).toBeVisible();
}

export async function signOut(page: Page): Promise<void> {
  const out = page
    .getByRole('button', { name: labels.signOut })
    .or(page.getByRole('link', { name: labels.signOut }));
  await reveal(page, out.first(), labels.account);
  await out.first().click();
}

/** The link or button that switches to a language. */
export function languageSwitch(page: Page, name: string): Locator {
  return page.getByRole('link', { name, exact: true }).or(page.getByRole('button', { name, exact: true })).first();
}

/** A row of a list, by the name of its image. */
export function row(page: Page, name: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });
}

/** The names in the image list, from top to bottom. */
export async function listed(page: Page): Promise<string[]> {
  const links = page.locator('main tbody tr th[scope=row] a');
  const names = await links.allInnerTexts();
  return names.map((name) => name.trim()).filter((name, at, all) => name !== '' && name !== all[at - 1]);
}

/** The page's short-lived messages. */
export function toast(page: Page, text: RegExp | string): Locator {
  return page.getByRole('status').filter({ hasText: text });
}
