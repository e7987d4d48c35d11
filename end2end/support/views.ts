// Every page there is, for what must hold on all of them.
import type { Page } from '@playwright/test';
import { type Api, unique } from './api.ts';
import { paths } from './pages.ts';
import type { Server } from './server.ts';
import { defs } from './studio.ts';

export interface View {
  name: string;
  path: string;
  /** Shown to those who have not signed in. */
  open?: boolean;
  /** What stands on the page once it is whole. */
  ready?: string;
  /** The answer's status, when it is not 200. */
  status?: number;
}

export const languages = ['en', 'zh-CN'] as const;
export const themes = ['light', 'dark'] as const;

interface Objects {
  active: string;
  queued: string;
  user: string;
  project: string;
  credential: string;
}

let objects: Promise<Objects> | undefined;

/** Something to look at: two images, a user, a project and a credential, made once in each worker. */
function arranged(api: Api): Promise<Objects> {
  objects ??= (async () => {
    const os = { os_distro: 'debian', os_version: '13', architecture: 'x86_64' };
    const active = await api.createActive({ name: unique('debian-13'), disk_format: 'qcow2', tags: ['stable', 'lts'], ...os });
    const queued = await api.create({ name: unique('fedora-42'), min_disk: 10, min_ram: 512 });
    const description = 'Grows what others graft';
    const project = await api.createProject({ name: unique('orchard'), description });
    const user = await api.createUser({ name: unique('ann'), email: 'ann@example.org', description });
    await api.grant(project, user, 'member');
    const credential = await api.createCredential({ name: unique('ci'), description: 'Uploads what the night built' });
    return { active: active.id, queued: queued.id, user, project, credential };
  })();
  return objects;
}

/** The pages for one worker, by name. */
export async function view(api: Api, name: string): Promise<View> {
  const found = viewsOf(await arranged(api)).find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no page is called ${name}`);
  return found;
}

function viewsOf({ active, queued, user, project, credential }: Objects): View[] {
  return [
    { name: 'login', path: paths.login, open: true },
    { name: 'images', path: paths.images },
    { name: 'images-filtered', path: `${paths.images}?status=active&sort=size&direction=desc&limit=10` },
    { name: 'images-nothing-found', path: `${paths.images}?text=nothing-is-called-this` },
    { name: 'create', path: paths.create },
    { name: 'image', path: paths.image(active) },
    { name: 'image-queued', path: paths.image(queued) },
    { name: 'delete', path: paths.delete(active) },
    { name: 'settings', path: paths.settings },
    { name: 'access', path: paths.access },
    { name: 'credentials', path: paths.credentials },
    { name: 'credential-new', path: `${paths.credentials}/new` },
    { name: 'credential-delete', path: `${paths.credentials}/${credential}/delete` },
    { name: 'metadefs', path: defs.list },
    { name: 'metadefs-nothing-found', path: `${defs.list}?q=nothing-is-called-this` },
    ...['overview', 'properties', 'objects', 'tags', 'associations', 'preview', 'usage', 'json', 'history'].map((tab) => ({
      name: `metadefs-${tab}`,
      path: defs.namespace('OS::Software::DBMS', `?tab=${tab}`),
    })),
    { name: 'metadefs-delete', path: defs.delete('OS::Software::DBMS') },
    { name: 'metadefs-return', path: defs.namespace('OS::Compute::CPUPinning', '').concat('/return?version=1') },
    { name: 'metadefs-search', path: `${defs.search}?q=cpu` },
    { name: 'metadefs-types', path: defs.types },
    { name: 'metadefs-images-with', path: `${defs.usage}?key=os_distro` },
    { name: 'metadefs-orphans', path: defs.usage },
    { name: 'metadefs-report', path: defs.report },
    { name: 'metadefs-correct', path: `${defs.correct}?key=os_distro&value=debian` },
    { name: 'metadefs-correct-plan', path: `${defs.correct}?key=os_version&do=rename&to=os_release` },
    { name: 'metadefs-property', path: defs.property('OS::Compute::CPUPinning', '?prop=cpu_policy') },
    { name: 'studio', path: `${defs.edit('OS::Compute::CPUPinning')}?sel=property%2Fcpu_policy`, ready: '.studio' },
    { name: 'studio-translation', path: `${defs.edit('OS::Compute::CPUPinning')}?sel=language%2Fzh-CN`, ready: '.studio' },
    { name: 'studio-new', path: defs.create, ready: '.studio' },
    { name: 'metadata', path: defs.metadata(active), ready: '.meta' },
    { name: 'users', path: paths.users },
    { name: 'users-nothing-found', path: `${paths.users}?text=nothing-is-called-this` },
    { name: 'user-new', path: `${paths.users}/new` },
    { name: 'user', path: `${paths.users}/${user}` },
    { name: 'user-edit', path: `${paths.users}/${user}/edit` },
    { name: 'user-password', path: `${paths.users}/${user}/password` },
    { name: 'user-delete', path: `${paths.users}/${user}/delete` },
    { name: 'projects', path: paths.projects },
    { name: 'project-new', path: `${paths.projects}/new` },
    { name: 'project', path: `${paths.projects}/${project}` },
    { name: 'project-edit', path: `${paths.projects}/${project}/edit` },
    { name: 'project-delete', path: `${paths.projects}/${project}/delete` },
    // Of one image: a page of everything that other tests did takes axe most of a minute.
    { name: 'audit', path: `${paths.audit}?target=${active}` },
    { name: 'audit-nothing-found', path: `${paths.audit}?user=nobody-is-called-this` },
    { name: 'metadefs-import', path: paths.metadefsImport },
    { name: 'metadefs-export', path: paths.metadefsExport },
    { name: 'metadefs-export-nothing-found', path: `${paths.metadefsExport}?text=nothing-is-called-this` },
    { name: 'not-found', path: paths.missing, status: 404 },
    { name: 'gallery', path: paths.gallery },
  ];
}

export const viewNames = viewsOf({ active: '', queued: '', user: '', project: '', credential: '' }).map((one) => one.name);

/** The gallery's pages, as its first page links them. */
export async function galleryPages(page: Page, server: Server): Promise<string[]> {
  await page.goto(paths.gallery);
  const links = await page.locator(`a[href^="${paths.gallery}/"]`).evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
  return [...new Set(links)].map((link) => new URL(link, server.url).pathname).sort();
}
