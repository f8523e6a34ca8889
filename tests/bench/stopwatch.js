// Notes when something has been painted, in milliseconds since the page was asked for, and when
// the person last pressed or typed. Waits for changes of the page and changes nothing itself.
{
  const seen = {};
  const wanted = new Map();
  let acted = 0;
  let painted = 0;

  const afterPaint = (then) =>
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = then;
      channel.port2.postMessage(null);
    });

  const look = () => {
    afterPaint(() => (painted = performance.now()));
    for (const [name, [selector, text]] of wanted) {
      const isThere = [...document.querySelectorAll(selector)].some((element) => element.textContent.includes(text));
      if (!isThere) continue;
      wanted.delete(name);
      afterPaint(() => (seen[name] = performance.now()));
    }
  };

  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  for (const kind of ["click", "input", "online"]) {
    addEventListener(kind, (event) => (acted = event.timeStamp), true);
  }

  globalThis.stopwatch = {
    seen,
    watch(name, selector, text) {
      delete seen[name];
      wanted.set(name, [selector, text]);
      look();
    },
    acted: () => acted,
    painted: () => painted,
  };
}
