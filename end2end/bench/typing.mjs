// How long one key takes in the authoring workspace, for namespaces of several sizes: from the key going down
// to the next frame that is painted, as the browser itself counts it (Event Timing).
//
// typing.mjs URL PASSWORD
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const [url, password] = process.argv.slice(2);
const SIZES = [10, 100, 1000];
const KEYS = 60;
const system = process.env.VITRINE_CHROMIUM ?? '/usr/bin/chromium';

const token = await (async () => {
  const domain = { id: 'default' };
  const user = { name: 'admin', domain, password };
  const auth = { identity: { methods: ['password'], password: { user } }, scope: { project: { name: 'admin', domain } } };
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/identity/v3/auth/tokens`, { method: 'POST', headers, body: JSON.stringify({ auth }) });
  return answer.headers.get('x-subject-token') ?? '';
})();

async function namespace(size) {
  const name = `Typing${size}`;
  const one = (at) => [`p${String(at).padStart(4, '0')}`, { type: 'string', title: `Property ${at}`, description: 'What it says', enum: ['a', 'b'] }];
  const properties = Object.fromEntries(Array.from({ length: size }, (_, at) => one(at)));
  const body = JSON.stringify({ namespace: name, visibility: 'private', protected: false, properties, resource_type_associations: [{ name: 'OS::Glance::Image' }] });
  const headers = { 'content-type': 'application/json', 'x-auth-token': token, 'if-none-match': '*' };
  const answer = await fetch(`${url}/vitrine/v1/metadefs/namespaces/${name}/document`, { method: 'PUT', headers, body });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return name;
}

const browser = await chromium.launch({
  ...(existsSync(system) ? { executablePath: system } : {}),
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage();
await page.goto(`${url}/dashboard/login`);
await page.locator('input[name=user]').fill('admin');
await page.locator('input[name=password]').fill(password);
await page.keyboard.press('Enter');
await page.waitForURL((address) => !address.pathname.endsWith('/login'));

/** Types into what has the focus; tells of each key how long scripts worked, and how long it took to be painted. */
async function typed() {
  await page.evaluate(() => {
    globalThis.keys = [];
    const note = (list) => {
      for (const it of list.getEntries()) {
        if (it.name === 'keydown' || it.name === 'input' || it.name === 'keypress') globalThis.keys.push([it.interactionId || 0, it.name, it.processingEnd - it.processingStart, it.duration]);
      }
    };
    new PerformanceObserver(note).observe({ type: 'event', durationThreshold: 16, buffered: false });
    // What scripts do for a key ends before the next frame begins.
    globalThis.work = [];
    addEventListener('keydown', () => { const from = performance.now(); requestAnimationFrame(() => globalThis.work.push(performance.now() - from)); }, { capture: true });
  });
  for (let key = 0; key < KEYS; key += 1) {
    await page.keyboard.press('x');
    await page.waitForTimeout(40);
  }
  await page.waitForTimeout(500);
  const painted = await page.evaluate(() => globalThis.keys.filter(([, name]) => name === 'keydown').map(([, , , duration]) => duration));
  // What took less than 16 ms is not told of one by one.
  while (painted.length < KEYS) painted.push(8);
  const work = await page.evaluate(() => globalThis.work);
  return { painted, work };
}

function line(name, { painted, work }) {
  const at = (all, share) => [...all].sort((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * share))].toFixed(0);
  const told = (all) => `${at(all, 0.5).padStart(4)} ${at(all, 0.95).padStart(4)} ${at(all, 1).padStart(5)}`;
  console.log(`  ${name.padEnd(22)} ${told(work)}      ${told(painted)}`);
}

console.log('\nTyping, ms for a key     until the frame        until it is painted');
console.log('                         median 95 % worst     median 95 % worst');
await page.goto(`${url}/dashboard/images`);
await page.locator('#text, input[type=search]').first().focus();
line('a bare field', await typed());
for (const size of SIZES) {
  const name = await namespace(size);
  await page.goto(`${url}/dashboard/metadefs/${name}/edit?sel=property%2Fp0000`);
  await page.locator('#f-title').focus();
  line(`${size} properties`, await typed());
}
await browser.close();
