// What a person does in the authoring workspace.
import { type Locator, type Page, expect } from '@playwright/test';
import { hydrated, signIn } from './pages.ts';
import type { Server } from './server.ts';

export const defs = {
  list: '/dashboard/metadefs',
  create: '/dashboard/metadefs/new',
  search: '/dashboard/metadefs/search',
  types: '/dashboard/metadefs/resource-types',
  usage: '/dashboard/metadefs/usage',
  namespace: (name: string, query = '') => `/dashboard/metadefs/${encodeURIComponent(name)}${query}`,
  edit: (name: string) => `/dashboard/metadefs/${encodeURIComponent(name)}/edit`,
  report: '/dashboard/metadefs/report',
  correct: '/dashboard/metadefs/correct',
  property: (name: string, query = '') => `/dashboard/metadefs/${encodeURIComponent(name)}/property${query}`,
  delete: (name: string) => `/dashboard/metadefs/${encodeURIComponent(name)}/delete`,
  metadata: (id: string) => `/dashboard/images/${id}/metadata`,
} as const;

/** Presses Tab until something has the focus: what cannot be reached so cannot be reached by keyboard. */
export async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  for (let pressed = 0; pressed < 120; pressed += 1) {
    if (await target.evaluate((element) => element === document.activeElement).catch(() => false)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`the focus never came to ${target}`);
}

/** The workspace, once it lives. */
export async function openStudio(page: Page, server: Server, path: string): Promise<void> {
  await signIn(page, server, path);
  await hydrated(page);
  await expect(page.locator('.studio')).toBeVisible();
}

export const tree = (page: Page): Locator => page.getByRole('tree', { name: 'Contents' });
export const treeItem = (page: Page, name: string): Locator =>
  tree(page).getByRole('treeitem').filter({ has: page.getByText(name, { exact: true }) });
export const json = (page: Page): Locator => page.getByRole('textbox', { name: 'Namespace as JSON' });

/** What the JSON pane says, as a value. */
export async function written(page: Page): Promise<Record<string, unknown>> {
  return JSON.parse(await json(page).inputValue()) as Record<string, unknown>;
}

/** Opens the dialog, waits until the server agrees, and saves. */
export async function save(page: Page): Promise<void> {
  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Save', exact: true })).toBeEnabled();
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog).toBeHidden();
}
