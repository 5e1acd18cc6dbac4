// The findings: filters, and links from all over the page to the evidence.
'use strict';
(() => {
  const all = [...document.querySelectorAll('.finding')];
  const openTarget = () => {
    const target = /^#finding-\d+$/.test(location.hash) ? document.getElementById(location.hash.slice(1)) : null;
    if (!target) return;
    target.hidden = false;
    target.open = true;
    target.scrollIntoView();
    target.querySelector('summary').focus({preventScroll: true});
  };
  addEventListener('hashchange', openTarget);
  document.addEventListener('click', event => {
    const link = event.target.closest('a.to-finding');
    if (link && link.hash === location.hash) openTarget();
  });
  openTarget();

  // The part of the page one reads, in the list of sections.
  const links = new Map([...document.querySelectorAll('nav a')].map(link => [link.hash.slice(1), link]));
  if ('IntersectionObserver' in window) {
    const watch = new IntersectionObserver(entries => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        links.forEach((link, id) => id === entry.target.id ? link.setAttribute('aria-current', 'true') : link.removeAttribute('aria-current'));
      }
    }, {rootMargin: '-10% 0px -80% 0px'});
    document.querySelectorAll('main > section').forEach(section => watch.observe(section));
  }

  // Paper has no disclosure triangles.
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('main details:not([open])')].filter(one => one.id !== 'kinds-menu');
    opened.forEach(one => { one.open = true; });
  });
  addEventListener('afterprint', () => { opened.forEach(one => { one.open = false; }); });

  const form = document.getElementById('finding-filter');
  if (!form) return;
  const field = name => document.getElementById('finding-' + name);
  const texts = new Map();
  const textOf = one => {
    if (!texts.has(one)) texts.set(one, one.textContent.toLowerCase());
    return texts.get(one);
  };
  function filter() {
    const words = field('text').value.trim().toLowerCase();
    let shown = 0;
    for (const one of all) {
      const fits = (!words || textOf(one).includes(words)) && ['rule', 'severity', 'status'].every(name => !field(name).value || one.dataset[name] === field(name).value) &&
        (!field('module').value || one.dataset.modules.split(' ').includes(field('module').value));
      one.hidden = !fits;
      shown += fits;
    }
    field('count').textContent = shown === all.length ? all.length + ' findings' : shown + ' of ' + all.length;
    field('none').hidden = shown > 0;
  }
  form.addEventListener('input', filter);
  form.addEventListener('submit', event => event.preventDefault());
  field('open').addEventListener('click', () => {
    const shown = all.filter(one => !one.hidden), open = shown.some(one => !one.open);
    shown.forEach(one => { one.open = open; });
    field('open').textContent = open ? 'Close all' : 'Open all';
  });
  filter();
})();
