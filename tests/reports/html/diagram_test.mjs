// Diagrams in the programs that draw them: each accepts its format, and all see the same nodes and edges.
// SPDX-License-Identifier: Apache-2.0
//
// usage: with_npm diagram_test.mjs WRITE_PAGES LOADLINE FOLDER
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {mermaid, openPage, withBrowser} from './browser.mjs';

const [,, writePages, loadline, parent] = process.argv;
const corpora = dirname(process.env.LOADLINE_NPM), folder = parent + '-diagrams';
rmSync(folder, {recursive: true, force: true});
mkdirSync(folder, {recursive: true});
const out = name => join(folder, name);

execFileSync(writePages, [folder], {stdio: 'inherit'});
const formats = ['dot', 'svg', 'mermaid', 'plantuml', 'd2', 'graphml', 'json'];
for (const format of formats) {
  execFileSync(loadline, ['graph', join(corpora, 'leveldb'), '-q', '--cache-dir', process.env.LOADLINE_CORPORA_CACHE, '--format', format,
    '--link-template', 'https://example.org/{path}#L{line}', '-o', out('leveldb.' + format)], {stdio: 'inherit'});
}
const read = name => readFileSync(out(name), 'utf8');


const python = process.env.PYTHON || '/usr/bin/python3';
function fromGraphml(stem) {
  const script = 'import json, sys, networkx\ng = networkx.read_graphml(sys.argv[1])\n' +
    'n = dict(g.nodes(data="name"))\nprint(json.dumps([list(n.values()), [[n[a], n[b]] for a, b in g.edges()]]))';
  const [names, edges] = JSON.parse(execFileSync(python, ['-c', script, out(stem + '.graphml')]));
  return {names, edges};
}

function fromDot(stem) {
  const graph = JSON.parse(execFileSync('dot', ['-Tdot_json', out(stem + '.dot')], {maxBuffer: 1e8}));
  const nodes = graph.objects.filter(one => one.nodes === undefined);
  return {count: nodes.length, edges: graph.edges.map(edge => [graph.objects[edge.tail].name, graph.objects[edge.head].name])};
}

// PlantUML names each line by its ends, and draws the name of each box as text.
function fromPlantuml(stem) {
  writeFileSync(out(stem + '.puml'), read(stem + '.plantuml'));
  execFileSync('plantuml', ['-headless', '-tsvg', '-failfast2', out(stem + '.puml')], {stdio: 'inherit'});
  const svg = read(stem + '.svg');
  return {svg, edges: [...svg.matchAll(/ id="(n\d+)-(?:&gt;|>)(n\d+)"/g)].map(match => [match[1], match[2]])};
}

const sorted = edges => edges.map(edge => edge.join(' → ')).sort();

// The README shows what the tool draws today; how often a dependency is used may change with what counts as a use.
const readme = readFileSync(join(dirname(fileURLToPath(import.meta.url)), '../../../README.md'), 'utf8');
const arrows = text => text.split('\n').filter(line => line.includes(' -->')).map(line => line.replace(/\|\d+\|/, ''));
const shown = readme.slice(readme.indexOf('<!-- gallery: leveldb as Mermaid -->'), readme.indexOf('<!-- end -->'));
assert.deepEqual(arrows(shown), arrows(read('leveldb.mermaid')), 'the gallery of the README is out of date; gallery.mjs makes it anew');

await withBrowser(async context => {
  writeFileSync(out('empty.html'), '<!doctype html><meta charset="utf-8"><title>Mermaid</title><div id="picture"></div>');
  for (const stem of ['leveldb', 'hostile']) {
    const graph = JSON.parse(read(stem + '.json'));
    const ids = graph.nodes.map(node => node.id), edges = sorted(graph.edges.map(edge => [edge.from, edge.to]));

    const graphml = fromGraphml(stem);
    assert.equal(graphml.names.length, ids.length);
    assert.equal(graphml.edges.length, edges.length);
    if (stem === 'leveldb') assert.deepEqual(sorted(graphml.edges), edges);

    const number = new Map(ids.map((id, i) => [id, 'n' + i]));
    const numbered = sorted(graph.edges.map(edge => [number.get(edge.from), number.get(edge.to)]));
    const dot = fromDot(stem);
    assert.equal(dot.count, ids.length);
    assert.deepEqual(sorted(dot.edges), numbered);

    const plantuml = fromPlantuml(stem);
    assert.deepEqual(sorted(plantuml.edges), numbered);
    assert.ok(!/Syntax Error|<script/i.test(plantuml.svg));
    const drawn = [...plantuml.svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(match => match[1].replaceAll('&#160;', ' '));
    if (stem === 'leveldb') for (const id of ids) assert.ok(drawn.includes(id), id + ' is drawn');

    // GitHub draws it with this very library.
    const text = read(stem + '.mermaid');
    assert.ok(text.length <= 50000);
    const page = await openPage(context, out('empty.html'));
    await page.addScriptTag({content: mermaid});
    const svg = await page.evaluate(async text => {
      globalThis.mermaid.initialize({startOnLoad: false, securityLevel: 'strict'});
      await globalThis.mermaid.parse(text);
      return (await globalThis.mermaid.render('drawn', text)).svg;
    }, text);
    await page.evaluate(svg => { document.getElementById('picture').innerHTML = svg; }, svg);
    assert.equal(await page.locator('#picture g.node').count(), ids.length);
    assert.equal(await page.locator('#picture path.flowchart-link').count(), edges.length);
    assert.equal(await page.locator('#picture script').count(), 0);
    assert.deepEqual(page.complaints.filter(one => !one.startsWith('console: ')), []);
    await page.close();

    // Nothing can tell better what D2 means than D2; without it, at least every line is one of the kinds we write.
    const d2 = read(stem + '.d2').trimEnd().split('\n');
    const quoted = '"(?:[^"\\\\$]|\\\\.)*"';
    const line = new RegExp(`^(direction: \\w+|(c\\d+\\.)*[cn]\\d+: ${quoted}( \\{.*\\})?|(c\\d+\\.)*n\\d+ -> (c\\d+\\.)*n\\d+(: ${quoted})?( \\{.*\\})?)$`);
    for (const one of d2) assert.match(one, line);
    assert.equal(d2.filter(one => / -> /.test(one.split('"')[0])).length, edges.length);
    console.log(`ok      ${stem}: ${ids.length} nodes and ${edges.length} edges in DOT, GraphML, PlantUML, Mermaid and D2`);
  }
});
