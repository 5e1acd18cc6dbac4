// Says that scripts run, and sets the theme before anything is painted.
'use strict';
(() => {
  const root = document.documentElement;
  const themes = ['auto', 'light', 'dark'];
  const names = {auto: 'Theme: auto', light: 'Theme: light', dark: 'Theme: dark'};
  root.classList.add('js');

  // A page opened from a file may not be allowed to remember anything.
  const remembered = () => { try { return localStorage.getItem('loadline-theme'); } catch { return null; } };
  const remember = theme => { try { localStorage.setItem('loadline-theme', theme); } catch { /* then it is forgotten */ } };

  function show(theme) {
    root.dataset.theme = theme;
    const button = document.getElementById('theme');
    if (!button) return;
    button.textContent = names[theme];
    button.setAttribute('aria-label', 'Theme: ' + (theme === 'auto' ? 'automatic' : theme));
  }

  const start = remembered();
  show(themes.includes(start) ? start : 'auto');
  document.addEventListener('DOMContentLoaded', () => {
    show(root.dataset.theme);
    document.getElementById('theme').addEventListener('click', () => {
      const next = themes[(themes.indexOf(root.dataset.theme) + 1) % themes.length];
      remember(next);
      show(next);
    });
  });
})();
