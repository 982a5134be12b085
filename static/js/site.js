// Small comforts; every page works without them.

function remember(theme) {
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // Storage may be forbidden: the choice then lasts for this page.
  }
}

function startThemeSwitch(button) {
  const order = ["auto", "light", "dark"];
  const icons = { auto: "icon-sun-moon", light: "icon-sun", dark: "icon-moon" };
  const label = button.querySelector("[data-theme-label]");
  const icon = button.querySelector(".icon");
  const current = () => document.documentElement.dataset.theme || "auto";
  const show = () => {
    label.textContent = button.dataset[current()];
    icon.className = `icon ${icons[current()]}`;
    button.setAttribute("aria-label", `${button.dataset.name} ${button.dataset[current()]}`);
  };
  button.addEventListener("click", () => {
    const next = order[(order.indexOf(current()) + 1) % order.length];
    if (next === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    remember(next);
    show();
  });
  show();
  button.hidden = false;
}

function startCopy(button) {
  const label = button.querySelector("[data-copy-label]");
  const source = document.getElementById(button.dataset.copy);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.textContent);
      label.textContent = button.dataset.copied;
    } catch {
      // The browser may refuse: the text then stands selected for the reader to copy.
      getSelection().selectAllChildren(source);
    }
  });
  button.hidden = false;
}

function isTyping(target) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event.target)) return;
  const box = document.querySelector("[data-search]");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

for (const button of document.querySelectorAll("[data-theme-switch]")) startThemeSwitch(button);
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) startCopy(button);
}
// The source text opens by itself when an address leads to it.
const target = location.hash && document.getElementById(location.hash.slice(1));
if (target instanceof HTMLDetailsElement) target.open = true;
// On narrow screens the year strip begins at its newest end.
for (const strip of document.querySelectorAll(".strip-scroll")) strip.scrollLeft = strip.scrollWidth;
