/*
 * The page /upload-page. Its link carries the upload token behind the #, which browsers send to no server:
 *
 *   https://files.example.com/upload-page#token=lzt1.…&contact=customer-1
 */
(function () {
  'use strict';

  const form = document.getElementById('permission');
  const place = document.getElementById('upload');

  function open(token, contactId) {
    form.hidden = true;
    LazaretUpload.mount(place, { token, contactId });
  }

  function begin() {
    const given = new URLSearchParams(location.hash.slice(1));
    if (given.get('token')) return open(given.get('token'), given.get('contact') || undefined);
    place.replaceChildren();
    form.hidden = false;
  }

  /** The words around the field for files, in the language of the gateway's configuration. */
  async function speak() {
    const answer = await fetch('widget-config.json');
    if (!answer.ok) return;
    const { language, texts } = (await answer.json()).lazaret;
    const words = LazaretUpload.written(texts);
    for (const element of document.querySelectorAll('[data-text]')) {
      if (words[element.dataset.text] !== undefined) element.textContent = words[element.dataset.text];
    }
    if (Object.keys(words).length > 0) document.documentElement.lang = language;
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    open(document.getElementById('token').value.trim(), document.getElementById('contact').value.trim() || undefined);
  });

  // A file that misses the frame must not take the page's place.
  for (const name of ['dragover', 'drop']) window.addEventListener(name, (event) => event.preventDefault());
  window.addEventListener('hashchange', begin);
  begin();
  // Without the words of the configuration the page speaks English.
  speak().catch((error) => console.error('upload-page:', error));
})();
