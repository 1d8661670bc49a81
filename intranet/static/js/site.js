/* Makes the site nicer; nothing needs it. Menus close like menus, the outline of a document is
   open where there is room, tables that fit are passed over. A quiz learns that script is here. */

const WIDE = window.matchMedia("(min-width: 60rem)");
const QUIZ_JOURNALS = "bai-lam.";

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

/* A quiz may send all its questions at once to a browser that can show some at a time. */
function tellQuizzes() {
  document.cookie = "co_script=1; path=/bai-lam/; samesite=lax";
}

/* Whoever signs out leaves nothing of a quiz behind, also where the browser clears nothing. */
function forgetQuizzes() {
  const journals = Object.keys(localStorage).filter((key) => key.startsWith(QUIZ_JOURNALS));
  for (const key of journals) localStorage.removeItem(key);
}

/* Before the door of a quiz that many begin at once: knock again. */
function setUpKnocking(form) {
  window.setTimeout(() => form.requestSubmit(), Number(form.dataset.sendAgain) * 1000);
}

setUpMenus();
document.querySelectorAll("[data-outline]").forEach(setUpOutline);
document.querySelectorAll(".table-scroll").forEach(setUpTable);
document.querySelectorAll("[data-send-again]").forEach(setUpKnocking);
tellQuizzes();
if (document.querySelector("[data-signed-out]")) forgetQuizzes();
