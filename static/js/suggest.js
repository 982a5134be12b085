// Offers names and words while a reader types in a search box; the box works without it.

const DELAY = 120;
const known = new Map();
let boxes = 0;

// What is being typed: the last piece, as spaces, quotation marks and brackets divide a query.
function lastPiece(text) {
  return /[^\s"“”「」『』()（）|｜:：]*$/.exec(text)[0];
}

function isWorthAsking(piece) {
  return /[^\x00-\x7f]/.test(piece) ? piece.length > 0 : piece.replace(/^[-－]/, "").length > 1;
}

async function ask(address, piece, signal) {
  if (!known.has(piece)) {
    const response = await fetch(`${address}?q=${encodeURIComponent(piece)}`, { signal });
    if (!response.ok) return [];
    known.set(piece, (await response.json()).suggestions);
  }
  return known.get(piece);
}

class Suggestions {
  constructor(input) {
    this.input = input;
    this.list = document.createElement("ul");
    this.list.id = `suggestions-${(boxes += 1)}`;
    this.list.className = "suggestions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.dataset.suggestLabel);
    this.list.hidden = true;
    input.form.append(this.list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", this.list.id);
    input.addEventListener("input", () => this.wait());
    input.addEventListener("compositionend", () => this.wait());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.close());
    // The box keeps its focus while the mouse chooses.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.take(option);
    });
  }

  get options() {
    return [...this.list.children];
  }

  get active() {
    return this.list.querySelector("[aria-selected=true]");
  }

  wait() {
    clearTimeout(this.timer);
    this.asked?.abort();
    this.timer = setTimeout(() => this.offer(), DELAY);
  }

  async offer() {
    const typed = this.input.value;
    const piece = lastPiece(typed);
    if (!isWorthAsking(piece)) {
      this.close();
      return;
    }
    this.asked = new AbortController();
    try {
      const found = await ask(this.input.dataset.suggest, piece, this.asked.signal);
      if (this.input.value === typed && document.activeElement === this.input) this.show(found);
    } catch {
      // No answer, or one that came too late: nothing is offered.
      this.close();
    }
  }

  show(found) {
    this.list.replaceChildren(...found.map((each, number) => this.option(each, number)));
    this.list.hidden = !found.length;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.choose(null);
  }

  option(suggestion, number) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${number}`;
    option.setAttribute("role", "option");
    option.dataset.text = suggestion.query;
    const text = document.createElement("span");
    text.lang = "zh-Hans";
    text.textContent = suggestion.text;
    const kind = document.createElement("span");
    kind.className = "suggestion-kind";
    kind.textContent = suggestion.kind;
    option.append(text, kind);
    return option;
  }

  choose(option) {
    for (const each of this.options) each.setAttribute("aria-selected", String(each === option));
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  press(event) {
    if (event.isComposing || this.list.hidden) return;
    const options = this.options;
    const at = options.indexOf(this.active);
    if (event.key === "ArrowDown") this.choose(options[at + 1] ?? null);
    else if (event.key === "ArrowUp") this.choose((at < 0 ? options.at(-1) : options[at - 1]) ?? null);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.active) this.take(this.active);
    else return;
    event.preventDefault();
  }

  take(option) {
    const typed = this.input.value;
    const piece = lastPiece(typed);
    const sign = /^[-－]/.exec(piece)?.[0] ?? "";
    const before = typed.slice(0, typed.length - piece.length);
    // A field that is typed already is not named again.
    const query = option.dataset.text.replace(/[:：]$/.test(before) ? /^\p{L}+:/u : "", "");
    this.input.value = before + sign + query;
    this.close();
    this.input.form.requestSubmit();
  }

  close() {
    clearTimeout(this.timer);
    this.asked?.abort();
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.choose(null);
  }
}

for (const input of document.querySelectorAll("[data-suggest]")) new Suggestions(input);
