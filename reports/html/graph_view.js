// What part of the graph is on show: drag to move, Ctrl and the wheel to zoom, and fitting it to the canvas.
'use strict';
function loadlineView(svg, panel) {
  let view = {x: 0, y: 0, width: 1, height: 1}, drag = null;
  const apply = () => svg.setAttribute('viewBox', `${view.x} ${view.y} ${view.width} ${view.height}`);
  // The part of the canvas that the panel leaves free, in pixels.
  function freeSize() {
    const {width, height} = svg.getBoundingClientRect(), floats = getComputedStyle(panel).position === 'absolute';
    return {width: Math.max(width - (floats && !panel.hidden ? panel.offsetWidth + 20 : 0), 1), height: Math.max(height, 1), all: Math.max(width, 1)};
  }
  function fit(picture) {
    const {width, height, all} = freeSize(), top = 34, margin = 16;
    // A small graph must not be blown up: a point of it is at most 1.4 pixels.
    const scale = Math.min((width - 2 * margin) / picture.width, (height - 2 * top) / picture.height, 1.4);
    view = {x: picture.width / 2 - width / 2 / scale, y: picture.height / 2 - height / 2 / scale, width: all / scale, height: height / scale};
    apply();
  }
  // Brings a box into view, large enough to be read.
  function centre(box) {
    const {width, height, all} = freeSize(), scale = Math.max(all / view.width, .8);
    view = {x: box.x + box.width / 2 - width / 2 / scale, y: box.y + box.height / 2 - height / 2 / scale, width: all / scale, height: height / scale};
    apply();
  }
  function zoom(factor, at) {
    const x = at ? at.x : view.x + view.width / 2, y = at ? at.y : view.y + view.height / 2;
    view = {x: x - (x - view.x) * factor, y: y - (y - view.y) * factor, width: view.width * factor, height: view.height * factor};
    apply();
  }
  const pointAt = event => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());

  svg.addEventListener('pointerdown', event => {
    if (event.button !== 0) return;
    drag = {x: event.clientX, y: event.clientY, start: {...view}, scale: svg.getScreenCTM().a, moved: false, id: event.pointerId};
  });
  svg.addEventListener('pointermove', event => {
    if (!drag) return;
    const dx = event.clientX - drag.x, dy = event.clientY - drag.y;
    if (!drag.moved && Math.hypot(dx, dy) < 4) return;
    if (!drag.moved) svg.setPointerCapture(drag.id);
    drag.moved = true;
    svg.classList.add('dragging');
    view.x = drag.start.x - dx / drag.scale;
    view.y = drag.start.y - dy / drag.scale;
    apply();
  });
  const drop = () => { svg.classList.remove('dragging'); setTimeout(() => { drag = null; }); };
  svg.addEventListener('pointerup', drop);
  svg.addEventListener('pointercancel', drop);
  svg.addEventListener('wheel', event => {
    // Without a key the wheel goes on scrolling the page.
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(Math.exp(event.deltaY * .0015), pointAt(event));
  }, {passive: false});

  return {fit, centre, zoom, wasDragged: () => !!drag && drag.moved};
}
