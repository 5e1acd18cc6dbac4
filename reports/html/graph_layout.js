// Places boxes once the reader has opened or closed some: layers from top to bottom, who uses above what it uses.
// The picture that the page starts with comes from Graphviz; this needs no more than to be quick and steady.
'use strict';
const loadlineLayout = (() => {
  const GAP = 20, ROW_GAP = 54, PADDING = 14, LABEL = 22, WIDEST = 1900;

  // Breadth of the search is bounded by the edges; the order of the items decides ties, so equal graphs look equal.
  function ranksOf(items, edges) {
    const below = new Map(items.map(item => [item, []]));
    for (const edge of edges) below.get(edge.from).push(edge.to);
    const state = new Map(), order = [], back = new Set();
    for (const root of items) {
      if (state.has(root)) continue;
      const stack = [[root, 0]];
      state.set(root, 1);
      while (stack.length) {
        const top = stack[stack.length - 1], next = below.get(top[0])[top[1]++];
        if (next === undefined) {
          state.set(top[0], 2);
          order.push(top[0]);
          stack.pop();
        } else if (!state.has(next)) {
          state.set(next, 1);
          stack.push([next, 0]);
        } else if (state.get(next) === 1) {
          back.add(top[0] + '>' + next);
        }
      }
    }
    const rank = new Map(items.map(item => [item, 0]));
    for (const item of order.reverse()) {
      for (const next of below.get(item)) {
        if (!back.has(item + '>' + next)) rank.set(next, Math.max(rank.get(next), rank.get(item) + 1));
      }
    }
    return rank;
  }

  function orderRows(rows, edges) {
    const near = new Map();
    for (const edge of edges) {
      for (const [a, b] of [[edge.from, edge.to], [edge.to, edge.from]]) {
        if (!near.has(a)) near.set(a, []);
        near.get(a).push(b);
      }
    }
    const place = new Map();
    const number = row => row.forEach((item, i) => place.set(item, (i + .5) / row.length));
    rows.forEach(number);
    for (let sweep = 0; sweep < 8; ++sweep) {
      const sequence = sweep % 2 ? [...rows].reverse() : rows;
      for (const row of sequence) {
        const wish = new Map(row.map(item => {
          const others = near.get(item) || [];
          return [item, others.length ? others.reduce((sum, other) => sum + place.get(other), 0) / others.length : place.get(item)];
        }));
        row.sort((a, b) => wish.get(a) - wish.get(b));
        number(row);
      }
    }
  }

  // The two heaviest lines of each item in both directions say enough about its layer; with all of them a graph full of
  // cycles would become one long column.
  function backbone(edges) {
    const out = new Map(), into = new Map();
    return [...edges].sort((a, b) => b.count - a.count).filter(edge => {
      const from = out.get(edge.from) || 0, to = into.get(edge.to) || 0;
      out.set(edge.from, from + 1);
      into.set(edge.to, to + 1);
      return from < 2 || to < 2;
    });
  }

  function newRows(items, edges) {
    const strong = backbone(edges), rank = ranksOf(items, strong), rows = [];
    for (const item of items) (rows[rank.get(item)] = rows[rank.get(item)] || []).push(item);
    const filled = rows.filter(Boolean);
    orderRows(filled, strong);
    return filled;
  }

  // The rows in which the items stood before: what is opened pushes the others aside, and none changes its place.
  function knownRows(items, before) {
    const middle = item => before.get(item).y + before.get(item).height / 2, rows = [];
    let start = -Infinity;
    for (const item of [...items].sort((a, b) => middle(a) - middle(b))) {
      if (middle(item) - start > 30) {
        rows.push([]);
        start = middle(item);
      }
      rows[rows.length - 1].push(item);
    }
    rows.forEach(row => row.sort((a, b) => before.get(a).x - before.get(b).x));
    return rows;
  }

  // Sets x and y of the items relative to their container; returns the container's size.
  function place(items, edges, sizeOf, boxes, before) {
    const filled = items.every(item => before.has(item)) ? knownRows(items, before) : newRows(items, edges);
    let y = 0, width = 0;
    const lines = [];
    for (const row of filled) {
      let line = [], x = 0, tall = 0;
      const flush = gap => {
        lines.push({line, width: x - GAP, height: tall});
        width = Math.max(width, x - GAP);
        y += tall + gap;
        line = [];
        x = tall = 0;
      };
      for (const item of row) {
        const size = sizeOf(item);
        if (x > 0 && x + size.width > WIDEST) flush(GAP);
        boxes.set(item, {x, y, width: size.width, height: size.height});
        x += size.width + GAP;
        tall = Math.max(tall, size.height);
        line.push(item);
      }
      flush(ROW_GAP);
    }
    for (const {line, width: own, height} of lines) {
      for (const item of line) {
        const box = boxes.get(item);
        box.x += (width - own) / 2;
        box.y += (height - box.height) / 2;
      }
    }
    return {width, height: y - ROW_GAP};
  }

  function curve(from, to) {
    const fx = from.x + from.width / 2, tx = to.x + to.width / 2;
    if (to.y >= from.y + from.height) {
      const fy = from.y + from.height, bend = Math.max(20, (to.y - fy) / 2);
      return `M${fx} ${fy}C${fx} ${fy + bend} ${tx} ${to.y - bend} ${tx} ${to.y}`;
    }
    if (from.y >= to.y + to.height) {
      const ty = to.y + to.height, bend = Math.max(20, (from.y - ty) / 2), side = fx <= tx ? 14 : -14;
      return `M${fx + side} ${from.y}C${fx + side} ${from.y - bend} ${tx + side} ${ty + bend} ${tx + side} ${ty}`;
    }
    const right = fx <= tx, sx = right ? from.x + from.width : from.x, ex = right ? to.x : to.x + to.width;
    const lift = Math.min(60, 16 + Math.abs(ex - sx) / 6), sy = from.y + from.height / 2, ey = to.y + to.height / 2;
    return `M${sx} ${sy}C${sx + (right ? 20 : -20)} ${sy - lift} ${ex - (right ? 20 : -20)} ${ey - lift} ${ex} ${ey}`;
  }

  // `inner(item)` lists what an opened item shows, or null; `edgesAmong(items)` the lines between siblings; `before` holds
  // the boxes of a picture that the reader knows already.
  function layOut(top, inner, edgesAmong, sizeOfLeaf, before) {
    const boxes = new Map(), sizes = new Map();
    const measure = item => {
      const children = inner(item);
      if (!children) return sizeOfLeaf(item);
      children.forEach(child => sizes.set(child, measure(child)));
      const size = place(children, edgesAmong(children), child => sizes.get(child), boxes, before);
      return {width: Math.max(size.width + 2 * PADDING, 120), height: size.height + 2 * PADDING + LABEL};
    };
    top.forEach(item => sizes.set(item, measure(item)));
    const size = place(top, edgesAmong(top), item => sizes.get(item), boxes, before);
    const shift = (item, dx, dy) => {
      const box = boxes.get(item);
      box.x += dx;
      box.y += dy;
      (inner(item) || []).forEach(child => shift(child, box.x + PADDING, box.y + PADDING + LABEL));
    };
    top.forEach(item => shift(item, 0, 0));
    return {boxes, width: size.width, height: size.height};
  }

  return {layOut, curve};
})();
