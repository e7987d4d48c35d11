// The Image API as a client sees it, for arranging what a test needs and for checking what it did.
import { randomBytes } from 'node:crypto';

export interface Image {
  id: string;
  name: string | null;
  status: string;
  size: number | null;
  checksum: string | null;
  os_hash_algo: string | null;
  os_hash_value: string | null;
  disk_format: string | null;
  container_format: string | null;
  protected: boolean;
  visibility: string;
  tags: string[];
}

export interface Property {
  type: string;
  title?: string;
  description?: string;
}

export interface Namespace {
  namespace: string;
  description?: string;
  properties?: Record<string, Property>;
  objects?: { name: string }[];
  tags?: { name: string }[];
  resource_type_associations?: { name: string; prefix?: string }[];
}

export interface Credentials {
  user: string;
  password: string;
  project: string;
}

/** A name that no other test uses. */
export const unique = (prefix: string): string => `${prefix}-${randomBytes(4).toString('hex')}`;

export class Api {
  private constructor(
    private readonly url: string,
    readonly token: string,
  ) {}

  static async login(url: string, { user, password, project }: Credentials): Promise<Api> {
    const domain = { id: 'default' };
    const response = await fetch(`${url}/identity/v3/auth/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        auth: {
          identity: { methods: ['password'], password: { user: { name: user, domain, password } } },
          scope: { project: { name: project, domain } },
        },
      }),
    });
    const token = response.headers.get('x-subject-token');
    if (!token) throw new Error(`no token: ${response.status} ${await response.text()}`);
    return new Api(url, token);
  }

  /** A record without data. */
  async create(fields: Record<string, unknown>): Promise<Image> {
    const defaults = { disk_format: 'raw', container_format: 'bare' };
    return this.json('POST', '/v2/images', JSON.stringify({ ...defaults, ...fields }), 'application/json');
  }

  /** A record with data. */
  async createActive(fields: Record<string, unknown>, data: Uint8Array = randomBytes(64)): Promise<Image> {
    const image = await this.create(fields);
    await this.send('PUT', `/v2/images/${image.id}/file`, data, 'application/octet-stream');
    return this.show(image.id);
  }

  async show(id: string): Promise<Image> {
    return this.json('GET', `/v2/images/${id}`);
  }

  /** An id from the identity service: of a new user, a new project, or the first role of a name. */
  async createUser(fields: Record<string, unknown>): Promise<string> {
    const body = JSON.stringify({ user: fields });
    return (await this.json<{ user: { id: string } }>('POST', '/identity/v3/users', body, 'application/json')).user.id;
  }

  async createProject(fields: Record<string, unknown>): Promise<string> {
    const body = JSON.stringify({ project: fields });
    const made = await this.json<{ project: { id: string } }>('POST', '/identity/v3/projects', body, 'application/json');
    return made.project.id;
  }

  async grant(project: string, user: string, role: string): Promise<void> {
    const { roles } = await this.json<{ roles: { id: string }[] }>('GET', `/identity/v3/roles?name=${role}`);
    await this.send('PUT', `/identity/v3/projects/${project}/users/${user}/roles/${roles[0]?.id ?? ''}`);
  }

  /** An application credential of this very user, with all their roles. */
  async createCredential(fields: Record<string, unknown>): Promise<string> {
    const path = `/identity/v3/users/${await this.userId()}/application_credentials`;
    const body = JSON.stringify({ application_credential: fields });
    const made = await this.json<{ application_credential: { id: string } }>('POST', path, body, 'application/json');
    return made.application_credential.id;
  }

  private async userId(): Promise<string> {
    const headers = { 'x-auth-token': this.token, 'x-subject-token': this.token };
    const response = await fetch(`${this.url}/identity/v3/auth/tokens`, { headers });
    return ((await response.json()) as { token: { user: { id: string } } }).token.user.id;
  }

  /** A namespace of its own name, with all that is said; tells the name. */
  async createNamespace(fields: Record<string, unknown>): Promise<string> {
    const namespace = typeof fields.namespace === 'string' ? fields.namespace : unique('Ns');
    const body = JSON.stringify({ namespace, visibility: 'private', protected: false, ...fields });
    const path = `/vitrine/v1/metadefs/namespaces/${namespace}/document`;
    await this.send('PUT', path, body, 'application/json', { 'if-none-match': '*' });
    return namespace;
  }

  async namespace(name: string): Promise<Namespace> {
    return this.json('GET', `/v2/metadefs/namespaces/${name}`);
  }

  async putProperty(namespace: string, definition: { name: string } & Property): Promise<void> {
    const path = `/v2/metadefs/namespaces/${namespace}/properties/${definition.name}`;
    await this.send('PUT', path, JSON.stringify(definition), 'application/json');
  }

  async replaceDescription(name: string, description: string): Promise<void> {
    const body = JSON.stringify({ namespace: name, description });
    await this.send('PUT', `/v2/metadefs/namespaces/${name}`, body, 'application/json');
  }

  async patch(id: string, operations: Record<string, unknown>[]): Promise<void> {
    const type = 'application/openstack-images-v2.1-json-patch';
    await this.send('PATCH', `/v2/images/${id}`, JSON.stringify(operations), type);
  }

  /** Somebody who may only look, in a project of their own. */
  async createReader(): Promise<{ user: string; password: string }> {
    const [user, password] = [unique('reader'), 'correct horse battery staple'];
    const project = await this.createProject({ name: unique('readers') });
    await this.grant(project, await this.createUser({ name: user, password, default_project_id: project }), 'reader');
    return { user, password };
  }

  async named(name: string): Promise<Image[]> {
    const found = await this.json<{ images: Image[] }>('GET', `/v2/images?name=${encodeURIComponent(name)}`);
    return found.images;
  }

  async download(id: string): Promise<Buffer> {
    const response = await this.send('GET', `/v2/images/${id}/file`);
    return Buffer.from(await response.arrayBuffer());
  }

  private async json<T = Image>(method: string, path: string, body?: string, type?: string): Promise<T> {
    return (await (await this.send(method, path, body, type)).json()) as T;
  }

  private async send(
    method: string,
    path: string,
    body?: string | Uint8Array,
    type?: string,
    more: Record<string, string> = {},
  ): Promise<Response> {
    const headers: Record<string, string> = { 'x-auth-token': this.token, ...more };
    if (type) headers['content-type'] = type;
    const response = await fetch(this.url + path, { method, headers, body: body as BodyInit | undefined });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }
}
