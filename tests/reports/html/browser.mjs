// Chromium for the tests: starts it, and watches that pages say nothing on the console and ask nothing of the network.
// SPDX-License-Identifier: Apache-2.0
import {createRequire} from 'node:module';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const npm = process.env.LOADLINE_NPM;
const require = createRequire(join(npm, 'node_modules/'));
const {chromium} = require('playwright-core');

export const axe = readFileSync(join(npm, 'node_modules/axe-core/axe.min.js'), 'utf8');
export const mermaid = readFileSync(join(npm, 'mermaid/package/dist/mermaid.min.js'), 'utf8');

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

// Calls use(browser), a browser with a profile of its own, and cleans up.
export async function withBrowser(use) {
  const profile = mkdtempSync(join(tmpdir(), 'loadline-browser-'));
  const context = await chromium.launchPersistentContext(profile, {executablePath: '/usr/bin/chromium', args: flags, headless: true});
  try {
    await use(context);
  } finally {
    await context.close();
    rmSync(profile, {recursive: true, force: true, maxRetries: 5});
  }
}

// A page with `complaints`: all it said on the console and all it asked for but itself.
export async function openPage(context, file, {width = 1440, height = 900, scheme = 'light'} = {}) {
  const page = await context.newPage();
  page.complaints = [];
  page.on('console', message => page.complaints.push('console: ' + message.text()));
  page.on('pageerror', error => page.complaints.push('error: ' + error.message));
  page.on('dialog', dialog => { page.complaints.push('dialog: ' + dialog.message()); dialog.dismiss(); });
  page.on('request', request => { if (request.url() !== 'file://' + file) page.complaints.push('request: ' + request.url()); });
  await page.setViewportSize({width, height});
  await page.emulateMedia({colorScheme: scheme});
  await page.goto('file://' + file);
  return page;
}
