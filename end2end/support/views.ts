// Every page there is, for what must hold on all of them.
import type { Page } from '@playwright/test';
import { type Api, unique } from './api.ts';
import { paths } from './pages.ts';
import type { Server } from './server.ts';

export interface View {
  name: string;
  path: string;
  /** Shown to those who have not signed in. */
  open?: boolean;
  /** The answer's status, when it is not 200. */
  status?: number;
}

export const languages = ['en', 'zh-CN'] as const;
export const themes = ['light', 'dark'] as const;

let objects: Promise<{ active: string; queued: string }> | undefined;

/** Something to look at: two images, made once in each worker. */
function arranged(api: Api): Promise<{ active: string; queued: string }> {
  objects ??= (async () => {
    const os = { os_distro: 'debian', os_version: '13', architecture: 'x86_64' };
    const active = await api.createActive({ name: unique('debian-13'), disk_format: 'qcow2', tags: ['stable', 'lts'], ...os });
    const queued = await api.create({ name: unique('fedora-42'), min_disk: 10, min_ram: 512 });
    return { active: active.id, queued: queued.id };
  })();
  return objects;
}

/** The pages for one worker, by name. */
export async function view(api: Api, name: string): Promise<View> {
  const found = viewsOf(await arranged(api)).find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no page is called ${name}`);
  return found;
}

function viewsOf({ active, queued }: { active: string; queued: string }): View[] {
  return [
    { name: 'login', path: paths.login, open: true },
    { name: 'images', path: paths.images },
    { name: 'images-filtered', path: `${paths.images}?status=active&sort=size&direction=desc&limit=10` },
    { name: 'images-nothing-found', path: `${paths.images}?text=nothing-is-called-this` },
    { name: 'create', path: paths.create },
    { name: 'image', path: paths.image(active) },
    { name: 'image-queued', path: paths.image(queued) },
    { name: 'delete', path: paths.delete(active) },
    { name: 'not-found', path: paths.missing, status: 404 },
    { name: 'gallery', path: paths.gallery },
  ];
}

export const viewNames = viewsOf({ active: '', queued: '' }).map((one) => one.name);

/** The gallery's pages, as its first page links them. */
export async function galleryPages(page: Page, server: Server): Promise<string[]> {
  await page.goto(paths.gallery);
  const links = await page.locator(`a[href^="${paths.gallery}/"]`).evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
  return [...new Set(links)].map((link) => new URL(link, server.url).pathname).sort();
}
