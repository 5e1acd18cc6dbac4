// The report in Chromium: what a reader does with it, on real code, on a service, on hostile names, on 2,000 modules.
// SPDX-License-Identifier: Apache-2.0
//
// usage: with_npm report_test.mjs WRITE_PAGES LOADLINE FOLDER [REPORT.html…]     more reports, e.g. of RocksDB
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {axe, openPage, withBrowser} from './browser.mjs';

const [,, writePages, loadline, folder, ...more] = process.argv;
const here = dirname(fileURLToPath(import.meta.url));
const corpora = dirname(process.env.LOADLINE_NPM);
rmSync(folder, {recursive: true, force: true});
mkdirSync(folder, {recursive: true});
const out = name => join(folder, name);

function report(project, file, ...flags) {
  execFileSync(loadline, ['report', project, '-q', '-o', out(file), ...flags], {stdio: 'inherit'});
  return out(file);
}

// The service of the fixtures, with a compile database, as a project of its own.
function serviceReport() {
  const project = out('shop');
  cpSync(join(here, '../../fixtures/services/httplib'), project, {recursive: true});
  writeFileSync(join(project, 'compile_commands.json'), JSON.stringify([{directory: project, file: 'shop.cpp', command: 'c++ -std=c++20 -c shop.cpp'}]));
  const history = ['--history', out('history.jsonl'), '--link-template', 'https://example.org/{path}#L{line}'];
  report(project, 'shop.html', ...history, '--commit', 'aaaa111', '--date', '2026-10-01');
  return report(project, 'shop.html', ...history, '--commit', 'bbbb222', '--date', '2026-11-01');
}

const tests = [];
const test = (name, run) => tests.push([name, run]);

async function quiet(page) {
  assert.deepEqual(page.complaints, []);
  await page.close();
}

async function axeFinds(page) {
  // The policy of the page allows no script from outside; this one comes in as the browser's own.
  await page.evaluate(axe);
  const result = await page.evaluate(() => axe.run(document, {resultTypes: ['violations']}));
  return result.violations.filter(one => one.impact === 'serious' || one.impact === 'critical')
    .map(one => one.id + ': ' + one.nodes.slice(0, 3).map(node => node.html.slice(0, 160) + ' ' + node.failureSummary).join(' | '));
}

const paint = page => page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0);
const shown = (page, selector) => page.evaluate(selector => [...document.querySelectorAll(selector)].filter(one => one.checkVisibility()).length, selector);

async function readAll(context, file, expectGraph = true) {
  const page = await openPage(context, file);
  assert.ok(await paint(page) < 2000, 'first paint under 2 s');
  assert.ok(statSync(file).size < 5e6, 'less than 5 MB');
  assert.equal(await page.locator('main > section').count(), 10);
  if (!expectGraph) return page;

  // Choosing a box shows both directions, with the lines of code.
  const boxes = await page.locator('#scene .node').count();
  assert.ok(boxes > 1);
  const name = await page.locator('#scene .node').nth(1).getAttribute('data-id');
  await page.locator(`#scene .node[data-id="${name}"]`).dispatchEvent('click');
  assert.ok(await page.locator('#graph-panel h4').count() === 2);
  assert.equal(await page.locator('#scene.chosen').count(), 1);

  // Looking inside makes more boxes, closing it brings the first picture back.
  await page.locator('#graph-panel button', {hasText: 'Look inside'}).click();
  assert.ok(await page.locator('#scene .node').count() > boxes);
  await page.locator('#graph-panel button', {hasText: 'Close'}).click();
  assert.equal(await page.locator('#scene .node').count(), boxes);
  await page.locator('#graph-panel button', {hasText: 'Clear'}).click();

  // Kinds and cycles leave lines out.
  const lines = await page.locator('#scene .edge').count();
  await page.locator('#graph-cycles').check();
  assert.equal(await page.locator('#scene .edge:not(.cyclic)').count(), 0);
  await page.locator('#graph-cycles').uncheck();
  await page.locator('#kinds-menu > summary').click();
  for (const kind of await page.locator('#graph-kinds input').all()) await kind.uncheck();
  assert.equal(await page.locator('#scene .edge').count(), 0);
  for (const kind of await page.locator('#graph-kinds input').all()) await kind.check();
  assert.equal(await page.locator('#scene .edge').count(), lines);
  await page.locator('#kinds-menu > summary').click();

  // Zoom and pan change what is seen.
  const view = () => page.locator('#graph-svg').getAttribute('viewBox');
  await page.locator('#graph-fit').click();
  const before = await view();
  await page.locator('#graph-in').click();
  const near = await view();
  assert.notEqual(near, before);
  await page.locator('#graph-canvas').scrollIntoViewIfNeeded();
  const box = await page.locator('#graph-svg').boundingBox();
  await page.mouse.move(box.x + 40, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 90, box.y + box.height / 2 - 50, {steps: 4});
  await page.mouse.up();
  assert.notEqual(await view(), near);
  await page.locator('#graph-fit').click();
  assert.equal(await view(), before);

  // A cell of the matrix has its evidence.
  await page.locator('#matrix button').first().click();
  assert.ok(await page.locator('#matrix-panel .carriers li').count() > 0);
  return page;
}

test('leveldb: read, look inside, filter, zoom, search, theme, print', async context => {
  const file = report(join(corpora, 'leveldb'), 'leveldb.html', '--cache-dir', process.env.LOADLINE_CORPORA_CACHE);
  const page = await readAll(context, file);

  await page.locator('#graph-search').fill('skiplist.h');
  assert.equal(await page.locator('.hits button').first().textContent(), 'db/skiplist.h');
  await page.locator('#graph-search').press('Enter');
  assert.equal(await page.locator('#graph-panel h3').textContent(), 'db/skiplist.h');
  assert.equal(await page.locator('#scene .node.self').count(), 1);

  // By keyboard alone: from box to box, choose, open.
  await page.locator('#graph-collapse').click();
  await page.locator('#scene .node[tabindex="0"]').focus();
  const first = await page.evaluate(() => document.activeElement.dataset.id);
  for (const key of ['ArrowDown', 'ArrowRight', 'ArrowLeft', 'ArrowUp']) await page.keyboard.press(key);
  await page.keyboard.press('ArrowDown');
  assert.notEqual(await page.evaluate(() => document.activeElement.dataset.id), first);
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('#scene .node.self').count(), 1);

  // From the verdict to the evidence: the finding opens, with its trail and source lines.
  await page.locator('.changes a.to-finding').first().click();
  const finding = page.locator('.finding:target');
  assert.equal(await finding.getAttribute('open'), '');
  assert.ok(await finding.locator('.trail .source .here').count() > 0);

  await page.locator('#finding-rule').selectOption('detached-thread');
  const detached = await page.locator('.finding[data-rule="detached-thread"]').count();
  assert.ok(detached > 0 && detached < await page.locator('.finding').count());
  assert.equal(await shown(page, '.finding'), detached);
  assert.equal(await page.locator('#finding-count').textContent(), detached + ' of ' + await page.locator('.finding').count());
  await page.locator('#finding-text').fill('no such words');
  assert.equal(await shown(page, '.finding'), 0);
  assert.equal(await page.locator('#finding-none').isVisible(), true);

  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await paper();
  await page.locator('#theme').click();
  assert.equal(await paper(), light);
  await page.locator('#theme').click();
  assert.notEqual(await paper(), light);

  const rows = () => page.locator('.modules tbody th').allTextContents();
  const byName = await rows();
  await page.locator('.modules thead button', {hasText: 'Lines'}).click();
  assert.notDeepEqual(await rows(), byName);

  const pdf = await page.pdf({format: 'A4'});
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  assert.ok((pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) || []).length >= 4, 'a PDF of several pages');
  await quiet(page);
});

for (const scheme of ['light', 'dark']) {
  for (const width of [360, 1440, 2560]) {
    test(`leveldb, ${width} px, ${scheme}: nothing sticks out, and axe finds nothing serious`, async context => {
      const page = await openPage(context, out('leveldb.html'), {width, scheme});
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no sideways scrolling');
      await page.evaluate(() => document.querySelectorAll('details').forEach(one => { one.open = one.id !== 'kinds-menu'; }));
      assert.deepEqual(await axeFinds(page), []);
      await quiet(page);
    });
  }
}

test('without scripts everything can still be read', async context => {
  const page = await openPage(context, out('leveldb.html'));
  const client = await context.newCDPSession(page);
  await client.send('Emulation.setScriptExecutionDisabled', {value: true});
  await page.reload();
  const text = await page.locator('main').innerText();
  for (const words of ['Scorecard', 'Propagation cost', 'depend on each other']) assert.ok(text.includes(words), words);
  assert.equal(await page.locator('#graph-tools').isVisible(), false);
  assert.ok(await page.locator('#graph-svg .node').count() > 1);
  await page.close();
});

test('a service: grades, routes with their state, trend, links to the source', async context => {
  const page = await openPage(context, serviceReport());
  assert.equal(await page.locator('.routes tbody tr').count(), 6);
  assert.match(await page.locator('.routes').innerText(), /unguarded/);
  assert.match(await page.locator('#row-statelessness .grade').innerText(), /[A-E]/);
  assert.match(await page.locator('.words').innerText(), /When load grows/);
  assert.ok(await page.locator('#trend figure').count() > 5);
  assert.equal(await page.locator('.trail a.place').first().getAttribute('href').then(href => href.startsWith('https://example.org/shop.cpp#L')), true);
  assert.deepEqual(await axeFinds(page), []);
  await quiet(page);
});

test('hostile names are text, everywhere', async context => {
  const names = JSON.parse(readFileSync(out('names.json'), 'utf8'));
  const page = await openPage(context, out('hostile.html'));
  const all = await page.locator('#scene .node title').allTextContents();
  assert.deepEqual(new Set(all), new Set(names));
  for (const node of await page.locator('#scene .node').all()) await node.dispatchEvent('click');
  await page.locator('#matrix button').first().click();
  await page.evaluate(() => document.querySelectorAll('details').forEach(one => { one.open = true; }));
  const allowed = new Set('html head meta title style script body a header svg circle path div p h1 h2 h3 h4 button nav ol ul li main section span table thead tbody tr th td details summary code b br i small form label input select option output fieldset legend aside pre dl dt dd footer defs marker g rect text figure figcaption'.split(' '));
  const strange = await page.evaluate(allowed => [...document.querySelectorAll('*')].map(one => one.localName).filter(name => !allowed.includes(name)), [...allowed]);
  assert.deepEqual(strange, []);
  assert.equal(await page.locator('script').count(), 3);
  const handlers = await page.evaluate(() => [...document.querySelectorAll('*')].flatMap(one => [...one.attributes]).filter(one => one.name.startsWith('on')).length);
  assert.equal(handlers, 0);
  const links = await page.evaluate(() => [...document.links].map(one => one.getAttribute('href')).filter(href => !href.startsWith('#')));
  assert.deepEqual(links, []);
  const turned = await page.evaluate(() => /[\u202a-\u202e\u2066-\u2069\u200e\u200f]/.test(document.documentElement.outerHTML));
  assert.equal(turned, false);
  await quiet(page);
});

test('2,000 modules and 50,000 dependencies: bundled by layers, searched, opened', async context => {
  const page = await openPage(context, out('large.html'));
  assert.ok(await page.locator('#scene .node').count() <= 60);
  await page.locator('#graph-search').fill('m1234');
  await page.locator('#graph-search').press('Enter');
  assert.equal(await page.locator('#graph-panel h3').textContent(), 'm1234');
  assert.equal(await page.locator('#scene .node.self').count(), 1);
  await page.locator('#matrix button').first().click();
  assert.ok(await page.locator('#matrix-panel details').count() > 0);
  await quiet(page);
});

more.forEach(file => test(file + ': read, look inside, filter, zoom, axe', async context => {
  const page = await readAll(context, resolve(file));
  assert.deepEqual(await axeFinds(page), []);
  await quiet(page);
}));

execFileSync(writePages, [folder], {stdio: 'inherit'});
assert.ok(existsSync(out('large.html')));
let failed = 0;
await withBrowser(async context => {
  for (const [name, run] of tests) {
    const start = Date.now();
    try {
      await run(context);
      console.log(`ok      ${name} (${Date.now() - start} ms)`);
    } catch (error) {
      ++failed;
      console.log(`FAILED  ${name}\n${error.stack}`);
    }
  }
});
console.log(`${tests.length - failed} of ${tests.length} passed`);
process.exit(failed ? 1 : 0);
