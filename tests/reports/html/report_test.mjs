// The report in Chromium: what a reader does with it, on real code, on a service, on hostile names, on 2,000 modules.
// SPDX-License-Identifier: Apache-2.0
//
// usage: with_npm report_test.mjs WRITE_PAGES LOADLINE FOLDER [REPORT.html…]     more reports, e.g. of RocksDB
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {corpora, facts, openPage, scriptArguments, withBrowser} from './browser.mjs';
import {axeFinds, quiet, readAll} from './reading.mjs';

const [writePages, loadline, folder, ...more] = scriptArguments('WRITE_PAGES', 'LOADLINE', 'FOLDER');
const here = dirname(fileURLToPath(import.meta.url));
rmSync(folder, {recursive: true, force: true});
mkdirSync(folder, {recursive: true});
const out = name => join(folder, name);

function report(project, file, ...flags) {
  execFileSync(loadline, ['report', project, '-q', '-o', out(file), ...flags], {stdio: 'inherit'});
  return out(file);
}

// The example system, with what protoc generates for it.
function shopReport() {
  const project = out('shop'), build = join(project, 'build');
  cpSync(join(here, '../../fixtures/shop'), project, {recursive: true});
  mkdirSync(join(build, '.cmake/api/v1/query/codemodel-v2'), {recursive: true});
  execFileSync('cmake', ['-G', 'Ninja', '-S', project, '-B', build], {stdio: ['ignore', 'ignore', 'inherit']});
  execFileSync('cmake', ['--build', build, '--target', 'generated'], {stdio: ['ignore', 'ignore', 'inherit']});
  return report(project, 'shop.html', '--cache-dir', facts);
}

// A service of the fixtures, with a compile database, as a project of its own, twice in a history.
function serviceReport() {
  const project = out('service');
  cpSync(join(here, '../../fixtures/services/httplib'), project, {recursive: true});
  writeFileSync(join(project, 'compile_commands.json'), JSON.stringify([{directory: project, file: 'shop.cpp', command: 'c++ -std=c++20 -c shop.cpp'}]));
  const history = ['--history', out('history.jsonl'), '--link-template', 'https://example.org/{path}#L{line}'];
  report(project, 'service.html', ...history, '--commit', 'aaaa111', '--date', '2026-10-01');
  return report(project, 'service.html', ...history, '--commit', 'bbbb222', '--date', '2026-11-01');
}

const tests = [];
const test = (name, run) => tests.push([name, run]);

const figures = page => `${page.bytes} bytes, first paint in ${Math.round(page.paint)} ms`;

test('shop: search, look inside, filter, zoom, theme, evidence, print', async context => {
  const page = await readAll(context, shopReport());
  assert.match(await page.locator('.words').innerText(), /When load grows/);
  const routes = await page.locator('.routes tbody tr').count();
  assert.ok(routes > 15, 'the routes of six services');
  assert.equal(await page.locator('#services table').first().locator('tbody tr').count(), 6);
  assert.ok(await page.locator('.services-picture svg').isVisible(), 'the picture of the services');
  assert.match(await page.locator('.routes .callers').first().innerText(), /gateway/);
  assert.deepEqual(await axeFinds(page), []);
  await quiet(page);
  return figures(page);
});

test('leveldb: search, look inside, filter, zoom, theme, evidence, print, keyboard', async context => {
  const page = await readAll(context, report(join(corpora, 'leveldb'), 'leveldb.html', '--cache-dir', facts));

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
  await quiet(page);
  return figures(page);
});

test('RocksDB: search, look inside, filter, zoom, theme, evidence, print', async context => {
  const page = await readAll(context, report(join(corpora, 'rocksdb'), 'rocksdb.html', '--cache-dir', facts));
  assert.deepEqual(await axeFinds(page), []);
  await quiet(page);
  return figures(page);
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
  const allowed = new Set('html head meta title style script body a header svg circle path div p h1 h2 h3 h4 button nav ol ul li main section span table thead tbody tr th td details summary code b br i small form wbr label input select option output fieldset legend aside pre dl dt dd footer defs marker g rect text figure figcaption'.split(' '));
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

more.forEach(file => test(file, async context => {
  const page = await readAll(context, resolve(file));
  assert.deepEqual(await axeFinds(page), []);
  await quiet(page);
  return figures(page);
}));

execFileSync(writePages, [folder], {stdio: 'inherit'});
assert.ok(existsSync(out('large.html')));
let failed = 0;
await withBrowser(async context => {
  for (const [name, run] of tests) {
    const start = Date.now();
    try {
      const figures = await run(context);
      console.log(`ok      ${name} (${Date.now() - start} ms)${figures ? ': ' + figures : ''}`);
    } catch (error) {
      ++failed;
      console.log(`FAILED  ${name}\n${error.stack}`);
    }
  }
});
console.log(`${tests.length - failed} of ${tests.length} passed`);
process.exit(failed ? 1 : 0);
