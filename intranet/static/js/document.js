/* Makes reading a document nicer; nothing needs it. Says in the contents where one is, copies links
   and citations, and keeps the size of the text on this device, in a cookie that the server reads. */

const DAYS_KEPT = 400;
const root = document.documentElement;

function setUpSizes(group) {
  const buttons = [...group.querySelectorAll("button")];
  group.hidden = false;
  group.addEventListener("click", (event) => {
    const chosen = event.target.closest("button");
    if (!chosen) return;
    if (chosen.value) root.dataset.textSize = chosen.value;
    else delete root.dataset.textSize;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button === chosen));
    const age = chosen.value ? DAYS_KEPT * 24 * 3600 : 0;
    document.cookie = `co_chu=${chosen.value}; path=/; max-age=${age}; samesite=lax`;
  });
}

function setUpPrint(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

/* Without a secure connection browsers offer the old way only. */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "visually-hidden";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}

/* The buttons stand in the part that the address names, next to how it is cited. */
function setUpPointTools(template) {
  const tools = template.content.firstElementChild.cloneNode(true);
  const status = tools.querySelector("[role=status]");
  const move = () => {
    const place = document.querySelector(".part:target > .part__citation");
    status.textContent = "";
    if (place) place.append(tools);
  };
  tools.addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const citation = tools.parentElement.firstChild.textContent.trim();
    const address = window.location.href;
    const done = await copied(button.value === "link" ? address : `${citation} (${address})`);
    button.focus();
    status.textContent = done ? button.dataset.done : status.dataset.failed;
  });
  window.addEventListener("hashchange", move);
  move();
}

/* The part that crosses a line near the top of the screen is the current one. */
function setUpCurrent(side) {
  const links = new Map(
    [...side.querySelectorAll("a[href^='#']")].map((link) => [link.getAttribute("href").slice(1), link]),
  );
  const linkOf = new Map();
  let above;
  for (const part of document.querySelectorAll(".document > .part")) {
    above = links.get(part.id) ?? above;
    if (above) linkOf.set(part, above);
  }
  let current;
  const show = (link) => {
    current?.removeAttribute("aria-current");
    current = link;
    link.setAttribute("aria-current", "location");
    if (side.scrollHeight > side.clientHeight) {
      side.scrollTop = link.offsetTop - side.clientHeight / 2;
    }
  };
  const observer = new IntersectionObserver((entries) => {
    const reached = entries.filter((entry) => entry.isIntersecting).pop();
    if (reached && linkOf.get(reached.target) !== current) show(linkOf.get(reached.target));
  }, { rootMargin: "-15% 0px -84% 0px" });
  for (const part of linkOf.keys()) observer.observe(part);
}

document.querySelectorAll("[data-text-sizes]").forEach(setUpSizes);
document.querySelectorAll("[data-print]").forEach(setUpPrint);
document.querySelectorAll("[data-point-tools]").forEach(setUpPointTools);
document.querySelectorAll(".document-side").forEach(setUpCurrent);
