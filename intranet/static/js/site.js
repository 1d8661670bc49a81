/* Makes the site nicer; nothing needs it. Menus close like menus, the outline of a document is
   open where there is room, tables that fit are passed over, the time left of a quiz counts down. */

const WIDE = window.matchMedia("(min-width: 60rem)");
const SOON_SECONDS = 300;
const SPOKEN_MINUTES = [10, 5, 1];

function closeMenus(except) {
  for (const menu of document.querySelectorAll(".masthead details[open]")) {
    if (menu !== except) menu.open = false;
  }
}

function setUpMenus() {
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector(".masthead details[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
}

function setUpOutline(outline) {
  const fit = () => {
    outline.open = WIDE.matches;
    outline.querySelector("summary").tabIndex = WIDE.matches ? -1 : 0;
  };
  fit();
  WIDE.addEventListener("change", fit);
  outline.addEventListener("click", (event) => {
    if (event.target.closest("a") && !WIDE.matches) outline.open = false;
  });
}

/* A table that fits into the screen is no stop for the keyboard. */
function setUpTable(region) {
  new ResizeObserver(() => {
    region.tabIndex = region.scrollWidth > region.clientWidth ? 0 : -1;
  }).observe(region);
}

function clockText(seconds) {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const parts = hours ? [hours, minutes, seconds % 60] : [minutes, seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

function setUpTimer(timer) {
  const ends = performance.now() + Number(timer.dataset.seconds) * 1000;
  const value = timer.querySelector("[data-timer-value]");
  const say = timer.querySelector("[data-timer-say]");
  const spoken = new Set();
  timer.querySelector("[data-timer-rest]").hidden = false;
  const tick = () => {
    const left = Math.max(0, Math.round((ends - performance.now()) / 1000));
    value.textContent = clockText(left);
    if (left <= SOON_SECONDS) timer.dataset.state = "soon";
    const minutes = left / 60;
    if (SPOKEN_MINUTES.includes(minutes) && !spoken.has(minutes)) {
      spoken.add(minutes);
      say.textContent = `${say.dataset.pattern} ${minutes}`;
    }
    if (left > 0) return;
    window.clearInterval(clock);
    timer.dispatchEvent(new CustomEvent("timer:end", { bubbles: true }));
  };
  const clock = window.setInterval(tick, 1000);
  tick();
}

setUpMenus();
document.querySelectorAll("[data-outline]").forEach(setUpOutline);
document.querySelectorAll(".table-scroll").forEach(setUpTable);
document.querySelectorAll("[data-timer]").forEach(setUpTimer);
