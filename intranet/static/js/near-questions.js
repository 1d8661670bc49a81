// While a question is typed, the server is asked which questions of the bank ask nearly the same.
// A long one goes without its marks: they do not matter for the search and lengthen the address.
const PAUSE = 700;
const SHORTEST = 12;
const LONGEST_WITH_MARKS = 400;
const LONGEST = 2000;

function withoutMarks(text) {
  return text.replace(/đ/g, "d").replace(/Đ/g, "D").normalize("NFD").replace(/\p{M}/gu, "");
}

function watch(panel) {
  const field = document.getElementById(panel.dataset.nearField);
  const list = panel.querySelector("[data-near-list]");
  const link = panel.querySelector("[data-near-link]");
  if (!field || !list) return;
  let timer = 0;
  let asked = "";
  let running = null;

  // A new question that has saved itself meanwhile has a number, which its form posts to.
  function ownNumber() {
    const saved = /\/edit\/(\d+)\//.exec(field.form ? field.form.action : "");
    return panel.dataset.nearBut || (saved ? saved[1] : "");
  }

  function address(stem, isFragment) {
    const isShort = stem.length <= LONGEST_WITH_MARKS;
    const sent = isShort ? stem : withoutMarks(stem).slice(0, LONGEST);
    const query = new URLSearchParams({ cau: sent });
    if (ownNumber()) query.set("tru", ownNumber());
    if (isFragment) query.set("manh", "1");
    return `${panel.dataset.nearUrl}?${query}`;
  }

  async function ask() {
    const stem = field.value.trim();
    if (link) link.href = address(stem, false);
    if (stem === asked) return;
    asked = stem;
    if (running) running.abort();
    if (stem.length < SHORTEST) {
      list.replaceChildren();
      return;
    }
    running = new AbortController();
    try {
      const answer = await fetch(address(stem, true), { signal: running.signal });
      if (answer.ok && !answer.redirected) list.innerHTML = await answer.text();
    } catch (error) {
      if (error.name !== "AbortError") asked = "";
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-near]").forEach(watch);
});
