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

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    open(document.getElementById('token').value.trim(), document.getElementById('contact').value.trim() || undefined);
  });

  // A file that misses the frame must not take the page's place.
  for (const name of ['dragover', 'drop']) window.addEventListener(name, (event) => event.preventDefault());
  window.addEventListener('hashchange', begin);
  begin();
})();
