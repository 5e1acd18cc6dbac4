// Makes the gallery of the README: pictures of reports on real code, and diagrams as text.
// SPDX-License-Identifier: Apache-2.0
//
// usage: with_npm gallery.mjs LOADLINE FACTS          FACTS: the folder of a cache, so that nothing is parsed twice
// Pictures go to reports/html/gallery, diagrams between the marks "<!-- gallery: … -->" of the README.
import {execFileSync} from 'node:child_process';
import {cpSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {corpora, openPage, scriptArguments, withBrowser} from './browser.mjs';

const [loadline, facts] = scriptArguments('LOADLINE', 'FACTS');
const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const pictures = join(root, 'reports/html/gallery');
const run = (...words) => execFileSync(loadline, [...words, '-q', '--cache-dir', facts], {encoding: 'utf8', maxBuffer: 1e8});

function put(mark, text) {
  const file = join(root, 'README.md'), readme = readFileSync(file, 'utf8');
  const start = `<!-- gallery: ${mark} -->\n`, end = '<!-- end -->', from = readme.indexOf(start);
  if (from < 0) throw new Error('README.md has no mark ' + start);
  writeFileSync(file, readme.slice(0, from) + start + text + readme.slice(readme.indexOf(end, from)));
}

// A copy of the example system with a compile database, its targets and what protoc makes for it.
function configuredShop() {
  const shop = join(scratch, 'shop'), build = join(shop, 'build');
  cpSync(join(root, 'tests/fixtures/shop'), shop, {recursive: true});
  mkdirSync(join(build, '.cmake/api/v1/query/codemodel-v2'), {recursive: true});
  execFileSync('cmake', ['-G', 'Ninja', '-S', shop, '-B', build, '-DCMAKE_EXPORT_COMPILE_COMMANDS=ON']);
  execFileSync('cmake', ['--build', build, '--target', 'generated']);
  return shop;
}

mkdirSync(pictures, {recursive: true});
const scratch = mkdtempSync(join(tmpdir(), 'loadline-gallery-')), page = join(scratch, 'rocksdb.html');
run('report', join(corpora, 'rocksdb'), '-o', page);
await withBrowser(async context => {
  const light = await openPage(context, page, {width: 1280, height: 860});
  await light.screenshot({path: join(pictures, 'report.png')});
  await light.setViewportSize({width: 1760, height: 1100});
  await light.locator('#scene .node', {has: light.locator('text.name', {hasText: /^table$/})}).first().click();
  await light.locator('#graph-fit').click();
  await light.locator('#graph-canvas').screenshot({path: join(pictures, 'graph.png')});
  const dark = await openPage(context, page, {width: 1280, height: 860, scheme: 'dark'});
  await dark.locator('#matrix button').nth(9).click();
  await dark.locator('#dsm .matrix-box').screenshot({path: join(pictures, 'matrix.png')});
});
const shop = configuredShop(), shopPage = join(scratch, 'shop.html');
execFileSync(loadline, ['report', shop, '-p', join(shop, 'build'), '-o', shopPage, '-q']);
await withBrowser(async context => {
  const light = await openPage(context, shopPage, {width: 1280, height: 860});
  await light.locator('.services-picture svg').screenshot({path: join(pictures, 'services.png')});
});
rmSync(scratch, {recursive: true});
put('leveldb as Mermaid', '```mermaid\n' + run('graph', join(corpora, 'leveldb'), '-f', 'mermaid') + '```\n');
put('leveldb as a matrix', '```\n' + run('graph', join(corpora, 'leveldb'), '-f', 'dsm') + '```\n');
