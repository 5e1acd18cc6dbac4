// The structure matrix: evidence of a cell, cross-hairs, arrow keys.
'use strict';
(() => {
  const matrix = document.getElementById('matrix'), panel = document.getElementById('matrix-panel');
  if (!matrix) return;
  const {edges, tree, within} = loadlineModel, {element} = loadlineText;
  const buttons = [...matrix.querySelectorAll('button')];
  buttons.forEach((button, i) => button.setAttribute('tabindex', i ? -1 : 0));

  matrix.addEventListener('click', event => {
    const button = event.target.closest('button');
    if (!button) return;
    buttons.forEach(other => other.setAttribute('aria-pressed', other === button));
    const from = Number(button.dataset.from), to = Number(button.dataset.to);
    const found = edges.filter(edge => within(edge.from, from) && within(edge.to, to));
    panel.replaceChildren(element('h3', {}, tree[from].name + ' → ' + tree[to].name), ...found.map(edge =>
      loadlineText.evidence(tree[edge.from].name + ' → ' + tree[edge.to].name, [edge], found.length === 1).entry));
  });

  const columnOf = cell => [...cell.parentElement.children].indexOf(cell);
  const heads = [...matrix.tHead.rows[0].cells];
  let crossed = [];
  matrix.addEventListener('pointerover', event => {
    const cell = event.target.closest('tbody td');
    crossed.forEach(one => one.classList.remove('cross'));
    crossed = cell ? [heads[columnOf(cell)], cell.parentElement.cells[0]] : [];
    crossed.forEach(one => one.classList.add('cross'));
  });

  const steps = {ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0]};
  matrix.addEventListener('keydown', event => {
    const step = steps[event.key], button = event.target.closest('button');
    if (!step || !button) return;
    event.preventDefault();
    let row = button.closest('tr').rowIndex, column = columnOf(button.closest('td'));
    for (;;) {
      row += step[0];
      column += step[1];
      const next = matrix.rows[row] && row > 0 ? matrix.rows[row].cells[column] : null;
      if (!next) return;
      const target = next.querySelector('button');
      if (!target) continue;
      button.setAttribute('tabindex', -1);
      target.setAttribute('tabindex', 0);
      target.focus();
      return;
    }
  });
})();
