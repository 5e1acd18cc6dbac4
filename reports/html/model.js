// What the page knows about the module graph, and how evidence is shown; the graph and the matrix use both.
// All names come from analysed code: they reach the page as text only, never as markup.
'use strict';
const loadlineModel = (() => {
  const data = JSON.parse(document.getElementById('structure').textContent);
  const BUNDLE = 1, MODULE = 2, FILE = 3;
  const tree = data.tree.map(([name, label, kind, parent, files, lines], id) => ({id, name, label, kind, parent, files, lines, children: [], modules: 0}));
  for (const branch of tree) if (branch.parent >= 0) tree[branch.parent].children.push(branch.id);
  // Children come after their parents, so going backwards sums are complete.
  for (const branch of [...tree].reverse()) {
    if (branch.kind === MODULE) branch.modules = 1;
    if (branch.parent < 0 || branch.kind === FILE) continue;
    const parent = tree[branch.parent];
    parent.modules += branch.modules;
    parent.files += branch.files;
    parent.lines += branch.lines;
  }
  const edges = data.edges.map(([from, to, flags, counts, carriers]) => {
    const kinds = new Map();
    let mask = 0;
    for (let i = 0; i < counts.length; i += 2) {
      kinds.set(counts[i], counts[i + 1]);
      mask |= 1 << counts[i];
    }
    return {from, to, cyclic: !!(flags & 1), cut: !!(flags & 2), kinds, mask, carriers};
  });
  const inside = data.inside.map(([from, to, count, mask]) => ({from, to, count, mask}));
  const within = (id, ancestor) => {
    for (; id >= 0; id = tree[id].parent) if (id === ancestor) return true;
    return false;
  };
  return {data, tree, edges, inside, within, BUNDLE, MODULE, FILE};
})();

const loadlineText = {
  // element('b', {class: 'x'}, child or text, …)
  element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
    made.append(...children);
    return made;
  },
  number: value => value.toLocaleString('en').replaceAll(',', '\u202f'),
  counted(count, noun) { return this.number(count) + ' ' + noun + (count === 1 ? '' : 's'); },
  // What holds a dependency up, as a closed entry: its modules, counts by kind, and the symbols with their first place.
  evidence(title, edges, open) {
    const {element} = loadlineText, kinds = new Map(), carriers = [];
    let total = 0;
    for (const edge of edges) {
      for (const [kind, count] of edge.kinds) {
        kinds.set(kind, (kinds.get(kind) || 0) + count);
        total += count;
      }
      carriers.push(...edge.carriers);
    }
    const cyclic = edges.some(edge => edge.cyclic), cut = edges.some(edge => edge.cut);
    const words = [...kinds].sort((a, b) => b[1] - a[1]).map(([kind, count]) => loadlineModel.data.kinds[kind] + ' ' + loadlineText.number(count));
    const entry = element('details', {}, element('summary', {}, element('b', {}, title), ' ' + loadlineText.number(total),
      cut ? element('span', {class: 'bad'}, ' · cheapest to cut') : cyclic ? element('span', {class: 'bad'}, ' · in a cycle') : ''),
      element('span', {class: 'kinds'}, words.join(', ')));
    const list = element('ul', {class: 'carriers'});
    carriers.sort((a, b) => b[1] - a[1]);
    for (const [symbol, uses, place, link] of carriers.slice(0, 24)) {
      const where = link ? element('a', {class: 'place', href: link}, place) : element('span', {class: 'place'}, place);
      list.append(element('li', {}, element('code', {}, symbol), ' ×' + loadlineText.number(uses) + ' ', where));
    }
    if (!carriers.length) list.append(element('li', {class: 'faint'}, 'Too many dependencies to list the symbols here; “loadline why” has them.'));
    entry.append(list);
    entry.open = open;
    return {entry, total};
  },
  // All that `id` uses ("uses") or that use it ("used"), the heaviest first; of a file the files, else the modules.
  dependencies(title, kind, id) {
    const {edges, inside, tree, within, FILE} = loadlineModel, {element} = loadlineText, groups = new Map();
    for (const edge of tree[id].kind === FILE ? inside : edges) {
      const [here, there] = kind === 'uses' ? [edge.from, edge.to] : [edge.to, edge.from];
      if (!within(here, id) || within(there, id)) continue;
      if (!groups.has(there)) groups.set(there, []);
      groups.get(there).push(edge);
    }
    const entries = [...groups].map(([other, found]) => {
      if (tree[other].kind !== FILE) return loadlineText.evidence(tree[other].name, found, false);
      const total = found.reduce((sum, edge) => sum + edge.count, 0);
      return {total, entry: element('p', {}, element('span', {class: 'place'}, tree[other].name), ' ' + loadlineText.number(total))};
    }).sort((a, b) => b.total - a.total);
    const head = element('h4', {class: kind}, `${title} (${entries.length})`);
    return [head, ...(entries.length ? entries.map(one => one.entry) : [element('p', {class: 'faint'}, 'nothing')])];
  },
};
