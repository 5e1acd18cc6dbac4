// Chromium for the tests: starts it, and watches that pages say nothing on the console and ask nothing of the network.
// SPDX-License-Identifier: Apache-2.0
import {createRequire} from 'node:module';
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';

// Ends the script with a sentence for whoever started it by hand.
export function stop(message) {
  console.error(message);
  process.exit(2);
}

// The arguments of the script, all of them there, and after them whatever more there may be.
export function scriptArguments(...names) {
  const given = process.argv.slice(2);
  if (given.length >= names.length) return given;
  return stop(`usage: tests/reports/html/with_npm ${process.argv[1]} ${names.join(' ')}\n${names[given.length]} is missing`);
}

export const npm = process.env.LOADLINE_NPM;
if (!npm) stop('LOADLINE_NPM is not set: start this script by tests/reports/html/with_npm, which brings what it needs');

// Real code, and the facts about it that other tests have stored already.
export const corpora = dirname(npm), facts = process.env.LOADLINE_CORPORA_CACHE || join(corpora, 'facts');
if (!existsSync(join(corpora, 'leveldb.configured'))) stop(`there is no code to read in ${corpora}: tests/corpora/fetch brings it`);

const require = createRequire(join(npm, 'node_modules/'));
const {chromium} = require('playwright-core');

export const axe = readFileSync(join(npm, 'node_modules/axe-core/axe.min.js'), 'utf8');
// A program of the machine, which tests/packages.txt names.
const chromiumProgram = '/usr/bin/chromium';
if (!existsSync(chromiumProgram)) stop(`there is no ${chromiumProgram}: install Debian's package chromium`);
export const mermaid = readFileSync(join(npm, 'mermaid/package/dist/mermaid.min.js'), 'utf8');

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

// Calls use(browser), a browser with a profile of its own, and cleans up.
export async function withBrowser(use) {
  const profile = mkdtempSync(join(tmpdir(), 'loadline-browser-'));
  const context = await chromium.launchPersistentContext(profile, {executablePath: chromiumProgram, args: flags, headless: true});
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
