// `test` for all of Vitrine's browser tests: a server for each worker, and a browser that must not complain.
import { test as base, expect, type BrowserContext } from '@playwright/test';
import { Api } from './api.ts';
import { Server } from './server.ts';

/** Everything the browser complained of. Empty at the end of a test, or the test fails. */
export class Complaints {
  private readonly heard: string[] = [];
  private readonly expected: RegExp[] = [];

  /** What this test provokes on purpose, such as the console's note of an answer with status 404. */
  allow(...patterns: RegExp[]): void {
    this.expected.push(...patterns);
  }

  left(): string[] {
    return this.heard.filter((text) => !this.expected.some((pattern) => pattern.test(text)));
  }

  listen(context: BrowserContext): void {
    context.on('console', (message) => {
      const text = message.text();
      if (message.type() === 'error' || /hydrat|Content.Security.Policy/i.test(text)) {
        this.heard.push(`${message.type()}: ${text} (${message.location().url})`);
      }
    });
    context.on('weberror', (error) => this.heard.push(`page error: ${error.error().stack ?? error.error().message}`));
  }
}

interface PerTest {
  complaints: Complaints;
}
interface PerWorker {
  server: Server;
  api: Api;
}

export const test = base.extend<PerTest, PerWorker>({
  server: [
    // Playwright reads the names of what is needed from this pattern; nothing is.
    async ({}, use) => {
      const server = await Server.start();
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  api: [
    async ({ server }, use) => {
      await use(await Api.login(server.url, { user: 'admin', password: server.adminPassword, project: 'admin' }));
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ server }, use) => use(server.url),

  complaints: [
    async ({ context, javaScriptEnabled }, use, testInfo) => {
      const complaints = new Complaints();
      complaints.listen(context);
      if (javaScriptEnabled !== false) {
        await context.addInitScript(() => {
          addEventListener('securitypolicyviolation', (event) => {
            console.error(`Content Security Policy: ${event.violatedDirective} ${event.blockedURI}`);
          });
        });
      }
      await use(complaints);
      if (testInfo.status === testInfo.expectedStatus) {
        expect(complaints.left(), 'the browser complained').toEqual([]);
      }
    },
    { auto: true },
  ],
});

export { expect };
