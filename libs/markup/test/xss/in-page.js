/** Runs in the page, not in Node. @param {string[]} htmls */
globalThis.showAll = async function showAll(htmls) {
  const ran = new Set();
  let current = -1;
  let hits = 0;
  const hit = () => {
    hits++;
    // Some run later: then this is the attack or one of the twenty before.
    ran.add(current);
  };
  Object.assign(window, { hit, alert: hit, confirm: hit, prompt: hit, open: hit, print: hit });
  const parts = new Set();
  const schemes = new Set();
  const settle = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  for (const [i, html] of htmls.entries()) {
    current = i;
    const main = document.querySelector('main') ?? document.body.appendChild(document.createElement('main'));
    main.innerHTML = html;
    for (let again = 0; again < 2; again++) {
      for (const element of main.querySelectorAll('*')) {
        parts.add(element.localName);
        for (const { name } of element.attributes) parts.add(`${element.localName}[${name}]`);
        if (element instanceof HTMLAnchorElement && element.href) schemes.add(element.protocol);
      }
      main.innerHTML = String(main.innerHTML);
    }
    if (i % 20 === 0) await settle();
  }
  await settle();
  return { parts: [...parts].sort(), schemes: [...schemes].sort(), hits, ran: [...ran] };
};
