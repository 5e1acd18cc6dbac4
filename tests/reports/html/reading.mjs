// What a reader does with a report, whichever it is.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import {statSync} from 'node:fs';
import {axe, openPage} from './browser.mjs';

// Closes a page that has said nothing on the console and asked nothing of the network.
export async function quiet(page) {
  assert.deepEqual(page.complaints, []);
  await page.close();
}

// What axe holds to be serious or critical.
export async function axeFinds(page) {
  // The policy of the page allows no script from outside; this one comes in as the browser's own.
  await page.evaluate(axe);
  const result = await page.evaluate(() => axe.run(document, {resultTypes: ['violations']}));
  return result.violations.filter(one => one.impact === 'serious' || one.impact === 'critical')
    .map(one => one.id + ': ' + one.nodes.slice(0, 3).map(node => node.html.slice(0, 160) + ' ' + node.failureSummary).join(' | '));
}

const shown = (page, selector) => page.evaluate(selector => [...document.querySelectorAll(selector)].filter(one => one.checkVisibility()).length, selector);

// Milliseconds to the first paint; 0 when there was none for seconds. The browser tells of it a little later. Playwright's own
// waitForFunction() needs a kind of script that the policy of the page forbids.
async function firstPaint(page) {
  for (let tries = 0; tries < 100; ++tries) {
    const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0);
    if (paint > 0) return paint;
    await page.waitForTimeout(50);
  }
  return 0;
}

// Opens a page that must be quick and small, with its ten sections.
export async function openReport(context, file) {
  const page = await openPage(context, file);
  page.paint = await firstPaint(page);
  page.bytes = statSync(file).size;
  assert.ok(page.paint > 0 && page.paint < 2000, `first paint in ${page.paint} ms`);
  assert.ok(page.bytes < 5e6, `${page.bytes} bytes`);
  assert.equal(await page.locator('main > section').count(), 10);
  return page;
}

export async function readGraph(page) {
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

  // Searching finds a module by its name, and chooses it.
  const wanted = await page.locator('#scene .node title').last().textContent();
  await page.locator('#graph-search').fill(wanted);
  assert.ok(await page.locator('.hits button').count() > 0);
  await page.locator('.hits button').getByText(wanted, {exact: true}).first().click();
  assert.equal(await page.locator('#graph-panel h3').textContent(), wanted);
  await page.locator('#graph-panel button', {hasText: 'Clear'}).click();
}

// A cell of the matrix has its evidence.
export async function readMatrix(page) {
  await page.locator('#matrix button').first().click();
  assert.ok(await page.locator('#matrix-panel .carriers li').count() > 0);
}

// From the verdict to the evidence: the finding opens, with its trail and source lines. Then filters.
export async function readFindings(page) {
  await page.locator('.changes a.to-finding').first().click();
  const finding = page.locator('.finding:target[open]');
  await finding.waitFor();  // the page opens it when the address has changed
  assert.ok(await finding.locator('.source .here').count() > 0);

  const all = await page.locator('.finding').count();
  for (const field of ['rule', 'severity', 'module']) {
    const values = await page.locator(`#finding-${field} option`).evaluateAll(options => options.map(one => one.value).filter(Boolean));
    for (const value of values.slice(0, 4)) {
      await page.locator('#finding-' + field).selectOption(value);
      const fitting = await page.locator('.finding').evaluateAll((list, [field, value]) =>
        list.filter(one => field === 'module' ? one.dataset.modules.split(' ').includes(value) : one.dataset[field] === value).length, [field, value]);
      assert.equal(await shown(page, '.finding'), fitting);
      assert.equal(await page.locator('#finding-count').textContent(), fitting === all ? all + ' findings' : fitting + ' of ' + all);
    }
    await page.locator('#finding-' + field).selectOption('');
  }
  await page.locator('#finding-text').fill('no such words');
  assert.equal(await shown(page, '.finding'), 0);
  assert.equal(await page.locator('#finding-none').isVisible(), true);
  await page.locator('#finding-text').fill('');
  assert.equal(await shown(page, '.finding'), all);
}

export async function switchTheme(page) {
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await paper();
  await page.locator('#theme').click();
  assert.equal(await paper(), light);
  await page.locator('#theme').click();
  assert.notEqual(await paper(), light);
  await page.locator('#theme').click();
}

export async function sortModules(page) {
  const table = page.locator('#metrics .modules').last();
  const lines = table.locator('thead button', {hasText: 'Lines'});
  // Modules of one size may stand in any order, so the sizes are compared.
  const column = await lines.evaluate(button => button.closest('th').cellIndex + 1);
  const sizes = () => table.locator(`tbody tr > :nth-child(${column})`).allTextContents();
  await lines.click();
  const falling = await sizes();
  await lines.click();
  assert.deepEqual(await sizes(), falling.toReversed());
}

// Returns the PDF.
export async function print(page) {
  const pdf = await page.pdf({format: 'A4'});
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  assert.ok((pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) || []).length >= 4, 'a PDF of several pages');
  return pdf;
}

export async function readAll(context, file) {
  const page = await openReport(context, file);
  await readGraph(page);
  await readMatrix(page);
  await readFindings(page);
  await switchTheme(page);
  await sortModules(page);
  await print(page);
  return page;
}
