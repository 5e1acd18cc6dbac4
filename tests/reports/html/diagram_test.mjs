// Diagrams in the programs that draw them: each accepts its format, and all see the same nodes and edges.
// SPDX-License-Identifier: Apache-2.0
//
// usage: with_npm diagram_test.mjs WRITE_PAGES LOADLINE FOLDER
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {corpora, facts, mermaid, npm, openPage, scriptArguments, withBrowser} from './browser.mjs';

const [writePages, loadline, parent] = scriptArguments('WRITE_PAGES', 'LOADLINE', 'FOLDER');
const folder = parent + '-diagrams';
rmSync(folder, {recursive: true, force: true});
mkdirSync(folder, {recursive: true});
const out = name => join(folder, name);

execFileSync(writePages, [folder], {stdio: 'inherit'});
const formats = ['dot', 'svg', 'mermaid', 'plantuml', 'd2', 'graphml', 'json'];
for (const format of formats) {
  execFileSync(loadline, ['graph', join(corpora, 'leveldb'), '-q', '--cache-dir', facts, '--format', format,
    '--link-template', 'https://example.org/{path}#L{line}', '-o', out('leveldb.' + format)], {stdio: 'inherit'});
}
const read = name => readFileSync(out(name), 'utf8');


const python = process.env.PYTHON || '/usr/bin/python3';
function fromGraphml(stem) {
  const script = 'import json, sys, networkx\ng = networkx.read_graphml(sys.argv[1])\n' +
    'print(json.dumps([list(g.nodes(data="name")), list(g.edges())]))';
  const [nodes, edges] = JSON.parse(execFileSync(python, ['-c', script, out(stem + '.graphml')]));
  return {nodes, edges};
}

function fromDot(stem) {
  const graph = JSON.parse(execFileSync('dot', ['-Tdot_json', out(stem + '.dot')], {maxBuffer: 1e8}));
  const nodes = graph.objects.filter(one => one.nodes === undefined);
  return {count: nodes.length, edges: graph.edges.map(edge => [graph.objects[edge.tail].name, graph.objects[edge.head].name])};
}

// PlantUML names each line by its ends, and draws the name of each box as text.
function fromPlantuml(stem) {
  writeFileSync(out(stem + '-plantuml.puml'), read(stem + '.plantuml'));
  execFileSync('plantuml', ['-headless', '-tsvg', '-failfast2', out(stem + '-plantuml.puml')], {stdio: 'inherit'});
  const svg = read(stem + '-plantuml.svg');
  return {svg, edges: [...svg.matchAll(/ id="(n_\w+)-(?:&gt;|>)(n_\w+)"/g)].map(match => [match[1], match[2]])};
}

// Containers are "c_…", nodes "n_…" in them: "c_store.n_sql".
const {D2} = await import(join(npm, 'd2/package/dist/node-esm/index.js'));
async function fromD2(stem) {
  const {diagram} = await new D2().compile(read(stem + '.d2'));
  const own = id => id.slice(id.lastIndexOf('.') + 1);
  return {labels: diagram.shapes.filter(shape => own(shape.id)[0] === 'n').map(shape => shape.label), shapes: diagram.shapes,
    edges: diagram.connections.map(line => [own(line.src), own(line.dst)])};
}

const sorted = edges => edges.map(edge => edge.join(' → ')).sort();

// The README shows what the tool draws today; how often a dependency is used may change with what counts as a use.
const readme = readFileSync(join(dirname(fileURLToPath(import.meta.url)), '../../../README.md'), 'utf8');
const arrows = text => text.split('\n').filter(line => /^ +n_\w+ -->/.test(line)).map(line => line.replace(/\|\d+\|/, ''));
const shown = readme.slice(readme.indexOf('<!-- gallery: leveldb as Mermaid -->'), readme.indexOf('<!-- end -->'));
assert.deepEqual(arrows(shown), arrows(read('leveldb.mermaid')), 'the gallery of the README is out of date; gallery.mjs regenerates it');

const hostileNames = JSON.parse(read('names.json'));
await withBrowser(async context => {
  writeFileSync(out('empty.html'), '<!doctype html><meta charset="utf-8"><title>Mermaid</title><div id="picture"></div>');
  for (const stem of ['leveldb', 'hostile']) {
    const graph = JSON.parse(read(stem + '.json'));
    const ids = graph.nodes.map(node => node.id), edges = sorted(graph.edges.map(edge => [edge.from, edge.to]));

    // The same ids stand for the same nodes in every format; GraphML says for which.
    const graphml = fromGraphml(stem);
    const nameOf = new Map(graphml.nodes), named = list => sorted(list.map(([from, to]) => [nameOf.get(from), nameOf.get(to)]));
    assert.equal(graphml.nodes.length, ids.length);
    const numbered = sorted(graphml.edges);
    assert.equal(numbered.length, edges.length);
    if (stem === 'leveldb') assert.deepEqual(named(graphml.edges), edges);

    const dot = fromDot(stem);
    assert.equal(dot.count, ids.length);
    assert.deepEqual(sorted(dot.edges), numbered);

    const plantuml = fromPlantuml(stem);
    assert.deepEqual(sorted(plantuml.edges), numbered);
    assert.ok(!/Syntax Error|<script/i.test(plantuml.svg));
    const drawn = [...plantuml.svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(match => match[1].replaceAll('&#160;', ' '));
    if (stem === 'leveldb') for (const id of ids) assert.ok(drawn.includes(id), id + ' is drawn');

    // A browser reads SVG strictly, as XML.
    const drawing = await openPage(context, out('empty.html'));
    const seen = await drawing.evaluate(text => {
      const svg = new DOMParser().parseFromString(text, 'image/svg+xml');
      const count = selector => svg.querySelectorAll(selector).length;
      const strange = [...svg.querySelectorAll('*')].map(one => one.localName).filter(name => !['svg', 'g', 'a', 'title', 'polygon', 'path', 'text'].includes(name));
      return {error: count('parsererror'), nodes: count('g.node'), edges: count('g.edge'), strange};
    }, read(stem + '.svg'));
    assert.deepEqual(seen, {error: 0, nodes: ids.length, edges: edges.length, strange: []});
    await drawing.close();

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

    const d2 = await fromD2(stem);
    assert.deepEqual(sorted(d2.edges), numbered);
    assert.equal(d2.labels.length, ids.length);
    if (stem === 'leveldb') assert.deepEqual(d2.labels.toSorted(), graph.nodes.map(node => node.label).toSorted());
    else assert.ok(hostileNames.every(name => name.length > 64 || d2.labels.includes(name)), 'D2 draws every name as it is');
    for (const shape of d2.shapes) assert.equal(shape.type, 'rectangle');
    console.log(`ok      ${stem}: ${ids.length} nodes and ${edges.length} edges in DOT, SVG, GraphML, PlantUML, Mermaid and D2`);
  }
});
process.exit(0);  // D2 keeps a thread waiting for more
