// The dependency graph: pan, zoom, search, open and close, choose a module and read its evidence.
'use strict';
(() => {
  const {data, tree, edges, inside, within, MODULE, FILE} = loadlineModel, {element} = loadlineText;
  const svg = document.getElementById('graph-svg'), canvas = document.getElementById('graph-canvas');
  const scene = document.getElementById('scene'), panel = document.getElementById('graph-panel');
  if (!tree.length) return;
  const SVG = 'http://www.w3.org/2000/svg', MOST_LINES = 70, MOST_IN_ALL = 6000, MOST_OPEN = 500;
  const open = new Set(data.expanded), groupsAtStart = new Set(data.expanded);
  let chosen = -1, onlyCycles = false, allLines = false, mask = (1 << data.kinds.length) - 1, query = '';
  let visible = [], lines = [], picture = null;

  const draw = (name, attributes, text) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const shorten = (label, most) => label.length <= most ? label : label.slice(0, most / 2 - 1) + '…' + label.slice(1 - most / 2);
  const canOpen = branch => branch.children.length > 0;
  const noteOf = branch => branch.kind === FILE ? loadlineText.counted(branch.lines, 'line')
    : branch.kind === MODULE ? loadlineText.counted(branch.files, 'file') : loadlineText.counted(branch.modules, 'module');

  // What is on show

  const isOpen = id => open.has(id);
  const roots = tree.filter(branch => branch.parent < 0 && branch.kind !== FILE).map(branch => branch.id);
  function shownFor(id) {
    let shown = id;
    for (let at = id; at >= 0; at = tree[at].parent) if (tree[at].parent >= 0 && !isOpen(tree[at].parent)) shown = tree[at].parent;
    return shown;
  }
  // An open module shows its files, so its dependencies are those of the files; the others are between modules.
  function joined() {
    const shown = new Map(), lines = new Map();
    const show = id => { if (!shown.has(id)) shown.set(id, shownFor(id)); return shown.get(id); };
    const add = (from, to, count, cyclic, cut) => {
      if (from === to) return;
      const key = from + '>' + to, line = lines.get(key) || {from, to, count: 0, cyclic: false, cut: false};
      line.count += count;
      line.cyclic = line.cyclic || cyclic;
      line.cut = line.cut || cut;
      lines.set(key, line);
    };
    const flags = new Map();
    for (const edge of edges) {
      flags.set(edge.from + '>' + edge.to, edge);
      if (isOpen(edge.from) || isOpen(edge.to) || !(edge.mask & mask)) continue;
      let count = 0;
      for (const [kind, number] of edge.kinds) if (mask >> kind & 1) count += number;
      add(show(edge.from), show(edge.to), count, edge.cyclic, edge.cut);
    }
    for (const edge of inside) {
      const from = tree[edge.from].parent, to = tree[edge.to].parent;
      if (!(edge.mask & mask) || !(isOpen(from) || isOpen(to))) continue;
      const outer = flags.get(from + '>' + to);
      add(show(edge.from), show(edge.to), edge.count, !!outer && outer.cyclic, !!outer && outer.cut);
    }
    return [...lines.values()].filter(line => !onlyCycles || line.cyclic);
  }

  // More lines than these hide each other. Then each box keeps the two heaviest of what it uses and of what uses it; all of
  // a box are drawn when it is chosen.
  function chooseDrawn() {
    const out = new Map(), into = new Map(), some = lines.length > (allLines ? MOST_IN_ALL : MOST_LINES);
    for (const line of [...lines].sort((a, b) => b.count - a.count)) {
      const from = out.get(line.from) || 0, to = into.get(line.to) || 0;
      line.drawn = !some || from < 2 || to < 2;
      if (!line.drawn) continue;
      out.set(line.from, from + 1);
      into.set(line.to, to + 1);
    }
    const drawn = lines.filter(line => line.drawn).length;
    note(drawn < lines.length ? `${loadlineText.number(drawn)} of ${loadlineText.number(lines.length)} dependencies drawn, the heaviest of each box; choose a box for all of its own` : '');
  }

  // Where it is

  const sizeOf = id => {
    const branch = tree[id], file = branch.kind === FILE;
    const width = file ? shorten(branch.label, 30).length * 7.1 + 20
      : Math.max(72, shorten(branch.label, 64).length * 7.6 + 38, noteOf(branch).length * 5.9 + 22);
    return {width: Math.round(width), height: file ? 36 : 42};
  };
  const isStart = () => open.size === groupsAtStart.size && [...open].every(id => groupsAtStart.has(id));

  function fromGraphviz() {
    const boxes = new Map(), paths = new Map();
    const box = ([x, y, width, height]) => ({x, y, width, height});
    data.shown.forEach((id, i) => boxes.set(id, box(data.boxes[i])));
    data.expanded.forEach((id, i) => boxes.set(id, box(data.clusters[i])));
    for (const [from, to, points] of data.paths) {
      let path = `M${points[0]} ${points[1]}C`;
      for (let i = 2; i < points.length; i += 2) path += ` ${points[i]} ${points[i + 1]}`;
      paths.set(from + '>' + to, path);
    }
    return {boxes, paths, width: data.size[0], height: data.size[1]};
  }

  const start = fromGraphviz();

  function ownLayout() {
    const inner = id => isOpen(id) ? tree[id].children : null;
    const all = joined();
    const edgesAmong = items => {
      const around = new Map(), own = new Set(items), found = new Map();
      const lift = id => {
        if (!around.has(id)) {
          let at = id;
          while (at >= 0 && !own.has(at)) at = tree[at].parent;
          around.set(id, at);
        }
        return around.get(id);
      };
      for (const line of all) {
        const from = lift(line.from), to = lift(line.to);
        if (from < 0 || to < 0 || from === to) continue;
        const key = from + '>' + to, before = found.get(key);
        found.set(key, {from, to, count: line.count + (before ? before.count : 0)});
      }
      return [...found.values()];
    };
    return {...loadlineLayout.layOut(roots, inner, edgesAmong, sizeOf, start.boxes), paths: new Map()};
  }

  // Drawing

  function drawNode(id, box) {
    const branch = tree[id], kind = branch.kind === FILE ? ' file' : branch.kind === MODULE ? '' : ' group';
    const node = draw('g', {class: 'node' + kind, tabindex: -1, role: 'button', 'data-id': id,
      'aria-label': branch.name + ', ' + noteOf(branch) + (canOpen(branch) ? ', can be opened' : '')});
    node.append(draw('rect', {x: box.x, y: box.y, width: box.width, height: box.height, rx: 4}));
    const middle = box.x + box.width / 2;
    node.append(draw('text', {class: 'name', x: middle, y: box.y + (branch.kind === FILE ? 15 : 18)}, shorten(branch.label, branch.kind === FILE ? 30 : 64)));
    node.append(draw('text', {class: 'note', x: middle, y: box.y + (branch.kind === FILE ? 28 : 33)}, noteOf(branch)));
    if (canOpen(branch)) node.append(draw('text', {class: 'more', x: box.x + box.width - 9, y: box.y + 13}, '+'));
    node.append(draw('title', {}, branch.name));
    return node;
  }

  function drawCluster(id, box) {
    const group = draw('g', {class: 'cluster', 'data-id': id});
    group.append(draw('rect', {x: box.x, y: box.y, width: box.width, height: box.height, rx: 6}));
    const label = draw('text', {x: box.x + 10, y: box.y + 16, tabindex: -1, role: 'button', 'aria-label': 'Close ' + tree[id].name}, '− ' + shorten(tree[id].label, 40));
    group.append(label);
    return group;
  }

  function redraw(fit) {
    picture = isStart() ? start : ownLayout();
    lines = joined();
    const clusters = [], paths = [], nodes = [];
    visible = [];
    for (const [id, box] of picture.boxes) {
      if (isOpen(id)) {
        clusters.push([id, box]);
      } else {
        visible.push(id);
        nodes.push(drawNode(id, box));
      }
    }
    clusters.sort((a, b) => a[0] - b[0]);
    chooseDrawn();
    for (const line of lines) {
      const path = draw('path', {class: 'edge' + (line.cyclic ? ' cyclic' : '') + (line.cut ? ' cut' : ''),
        'stroke-width': Math.min(.8 + .2 * Math.floor(Math.log2(line.count) + 1), 3.4).toFixed(1),
        d: picture.paths.get(line.from + '>' + line.to) || loadlineLayout.curve(picture.boxes.get(line.from), picture.boxes.get(line.to))});
      path.append(draw('title', {}, tree[line.from].name + ' → ' + tree[line.to].name + ': ' + loadlineText.counted(line.count, 'reference')));
      line.path = path;
      if (line.drawn) paths.push(path);
    }
    scene.replaceChildren(...clusters.map(([id, box]) => drawCluster(id, box)), ...paths, ...nodes);
    if (nodes.length) nodes[0].setAttribute('tabindex', 0);
    markChosen();
    markHits();
    if (fit) view.fit(picture);
  }

  const noteLine = canvas.appendChild(element('p', {class: 'legend', style: 'top:.6rem;bottom:auto'}));
  const note = text => { noteLine.textContent = text; noteLine.hidden = !text; };

  const nodeOf = id => scene.querySelector(`.node[data-id="${id}"]`);

  function markChosen() {
    scene.classList.toggle('chosen', chosen >= 0);
    scene.querySelectorAll('.self, .near').forEach(node => node.classList.remove('self', 'near'));
    const near = new Set([chosen]), firstNode = scene.querySelector('.node');
    for (const line of lines) {
      const out = chosen >= 0 && within(line.from, chosen), into = chosen >= 0 && within(line.to, chosen);
      line.path.classList.toggle('out', out && !into);
      line.path.classList.toggle('in', into && !out);
      if (!line.drawn) {
        if (out !== into) scene.insertBefore(line.path, firstNode); else line.path.remove();
      }
      if (out) near.add(line.to);
      if (into) near.add(line.from);
    }
    if (chosen < 0) return;
    for (const id of visible) {
      if (near.has(id) || within(id, chosen)) nodeOf(id).classList.add('near');
    }
    const self = nodeOf(chosen);
    if (self) self.classList.add('self');
  }

  function markHits() {
    const words = query.trim().toLowerCase();
    scene.classList.toggle('searching', !!words);
    const hits = new Set();
    if (words) tree.forEach(branch => { if (branch.name.toLowerCase().includes(words)) hits.add(shownFor(branch.id)); });
    for (const id of visible) nodeOf(id).classList.toggle('hit', hits.has(id));
  }

  // The panel: what the chosen one uses, and who uses it.

  function showPanel() {
    if (chosen < 0) return;
    const branch = tree[chosen], actions = element('div', {class: 'actions'});
    if (canOpen(branch)) {
      const button = element('button', {type: 'button'}, isOpen(chosen) ? 'Close' : 'Look inside');
      button.addEventListener('click', () => toggle(chosen));
      actions.append(button);
    }
    const clear = element('button', {type: 'button'}, 'Clear');
    clear.addEventListener('click', () => choose(-1));
    actions.append(clear);
    panel.replaceChildren(element('h3', {}, branch.name),
      element('p', {class: 'faint'}, noteOf(branch) + (branch.kind === FILE ? '' : ', ' + loadlineText.counted(branch.lines, 'line'))), actions,
      ...loadlineText.dependencies('Uses', 'uses', chosen), ...loadlineText.dependencies('Used by', 'used', chosen));
    panel.scrollTop = 0;
  }

  function choose(id) {
    chosen = id;
    markChosen();
    panel.hidden = id < 0;
    if (id >= 0) showPanel();
  }

  function toggle(id) {
    if (!canOpen(tree[id])) return;
    if (isOpen(id)) {
      for (const other of [...open]) if (within(other, id)) open.delete(other);
    } else {
      open.add(id);
    }
    redraw(true);
    if (chosen >= 0) showPanel();
    const node = nodeOf(id) || nodeOf(tree[id].children.find(child => nodeOf(child)));
    if (node) node.focus({preventScroll: true});
  }

  function reveal(id) {
    let changed = false;
    for (let at = tree[id].parent; at >= 0; at = tree[at].parent) {
      changed = changed || !isOpen(at);
      open.add(at);
    }
    if (changed) redraw(true);
    choose(id);
    const box = picture.boxes.get(id);
    if (box) view.centre(box);
  }

  const view = loadlineView(svg, panel);

  svg.addEventListener('click', event => {
    if (view.wasDragged()) return;
    const target = event.target.closest('[data-id]');
    if (!target) return choose(-1);
    const id = Number(target.dataset.id);
    if (target.classList.contains('cluster')) {
      if (event.target.tagName === 'text') toggle(id); else choose(id);
    } else if (event.target.classList.contains('more')) {
      toggle(id);
    } else {
      choose(id);
    }
  });
  svg.addEventListener('dblclick', event => {
    const node = event.target.closest('.node');
    if (node) toggle(Number(node.dataset.id));
  });

  // With arrow keys from box to box, to whichever is nearest in that direction.
  function neighbour(id, dx, dy) {
    const from = picture.boxes.get(id);
    let best = -1, least = Infinity;
    for (const other of visible) {
      if (other === id) continue;
      const box = picture.boxes.get(other);
      const x = box.x + box.width / 2 - from.x - from.width / 2, y = box.y + box.height / 2 - from.y - from.height / 2;
      const ahead = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
      if (ahead <= 1) continue;
      const distance = ahead + 2 * aside;
      if (distance < least) [best, least] = [other, distance];
    }
    return best;
  }
  const arrows = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
  svg.addEventListener('keydown', event => {
    if (event.key === '+' || event.key === '=') view.zoom(1 / 1.25);
    else if (event.key === '-') view.zoom(1.25);
    else if (event.key === '0') view.fit(picture);
    else if (event.key === 'Escape') choose(-1);
    const target = event.target.closest('[data-id]');
    if (!target) return;
    const id = Number(target.dataset.id);
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      if (target.classList.contains('cluster') || chosen === id) toggle(id); else choose(id);
    } else if (arrows[event.key] && target.classList.contains('node')) {
      event.preventDefault();
      const next = neighbour(id, ...arrows[event.key]);
      if (next < 0) return;
      target.setAttribute('tabindex', -1);
      const node = nodeOf(next);
      node.setAttribute('tabindex', 0);
      node.focus({preventScroll: true});
    }
  });

  // Tools

  const search = document.getElementById('graph-search');
  const hits = element('div', {class: 'hits', hidden: ''});
  document.getElementById('graph-tools').append(hits);
  const found = () => {
    const words = query.trim().toLowerCase();
    return words ? tree.filter(branch => branch.name.toLowerCase().includes(words)).slice(0, 30) : [];
  };
  search.addEventListener('input', () => {
    query = search.value;
    markHits();
    const list = found();
    hits.hidden = !query.trim();
    hits.replaceChildren(...list.map(branch => {
      const button = element('button', {type: 'button'}, branch.name);
      button.addEventListener('click', () => take(branch.id));
      return button;
    }));
    if (!list.length) hits.replaceChildren(element('p', {class: 'faint', style: 'padding:.4rem .6rem'}, 'No module or file has this in its name.'));
  });
  function take(id) {
    search.value = query = '';
    hits.hidden = true;
    markHits();
    reveal(id);
  }
  search.addEventListener('keydown', event => {
    const list = found();
    if (event.key === 'Enter' && list.length) take(list[0].id);
    if (event.key === 'Escape') { search.value = query = ''; hits.hidden = true; markHits(); }
    if (event.key === 'ArrowDown' && hits.firstElementChild) { event.preventDefault(); hits.firstElementChild.focus(); }
  });

  const kindBox = document.getElementById('graph-kinds');
  const present = new Set(edges.flatMap(edge => [...edge.kinds.keys()]));
  data.kinds.forEach((kind, i) => {
    if (!present.has(i)) return;
    const box = element('input', {type: 'checkbox', value: i});
    box.checked = true;
    box.addEventListener('change', () => {
      mask = box.checked ? mask | 1 << i : mask & ~(1 << i);
      redraw(false);
    });
    kindBox.append(element('label', {}, box, kind));
  });
  document.getElementById('graph-cycles').addEventListener('change', event => {
    onlyCycles = event.target.checked;
    redraw(false);
  });
  document.getElementById('graph-all').addEventListener('change', event => {
    allLines = event.target.checked;
    redraw(false);
  });
  document.getElementById('graph-expand').addEventListener('click', () => {
    // One level more at a time: groups first, then files, as long as the picture stays drawable.
    let shown = visible.length;
    for (const id of [...visible].sort((a, b) => tree[a].kind - tree[b].kind)) {
      if (!canOpen(tree[id]) || shown + tree[id].children.length > MOST_OPEN) continue;
      shown += tree[id].children.length;
      open.add(id);
    }
    redraw(true);
  });
  document.getElementById('graph-collapse').addEventListener('click', () => {
    open.clear();
    redraw(true);
  });
  document.getElementById('graph-in').addEventListener('click', () => view.zoom(1 / 1.3));
  document.getElementById('graph-out').addEventListener('click', () => view.zoom(1.3));
  document.getElementById('graph-fit').addEventListener('click', () => view.fit(picture));
  addEventListener('beforeprint', () => view.fit(picture));

  svg.setAttribute('role', 'group');
  panel.hidden = true;
  redraw(true);
})();
