/* While somebody types, titles are suggested below the field; without script it is a plain form. */
const PAUSE = 180;
const SHORTEST = 2;

function setUp(form) {
  const field = form.querySelector('input[type="search"]');
  const list = form.querySelector("[data-suggestion-list]");
  if (!field || !list) return;
  let timer = 0;
  let asked = field.value.trim();
  let running = null;

  function close() {
    list.replaceChildren();
  }

  async function ask() {
    const text = field.value.trim();
    if (text === asked) return;
    asked = text;
    if (running) running.abort();
    if (text.length < SHORTEST) {
      close();
      return;
    }
    running = new AbortController();
    const address = `${form.dataset.suggestions}?${new URLSearchParams({ q: text })}`;
    try {
      const answer = await fetch(address, { signal: running.signal });
      if (answer.ok && !answer.redirected) list.innerHTML = await answer.text();
    } catch (error) {
      if (error.name !== "AbortError") asked = "";
    }
  }

  function links() {
    return [...list.querySelectorAll("a")];
  }

  function move(event, step) {
    const stops = [field, ...links()];
    const place = stops.indexOf(document.activeElement);
    if (place < 0 || stops.length < 2) return;
    event.preventDefault();
    stops[(place + step + stops.length) % stops.length].focus();
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") move(event, 1);
    if (event.key === "ArrowUp") move(event, -1);
    if (event.key !== "Escape" || !list.firstElementChild) return;
    event.preventDefault();
    close();
    field.focus();
  });
  document.addEventListener("click", (event) => {
    if (!form.contains(event.target)) close();
  });
}

document.querySelectorAll("form[data-suggestions]").forEach(setUp);
