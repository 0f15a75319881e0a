// What the pages add when scripts run: keys, copying with the source, and facets
// that apply themselves. Everything works without this file.
"use strict";
(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const form = one("#search");
  const box = one("#q");

  // say tells screen readers, and everybody through the button, what happened.
  const say = (text) => { one("#said").textContent = text; };

  // --- Copying -------------------------------------------------------------

  const absolute = (path) => new URL(path, location.origin).href;

  function passageText(item) {
    const text = one("[data-text]", item).textContent.trim();
    return `${text}\n${item.dataset.credit}。${absolute(item.dataset.link)}`;
  }

  async function put(text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    const area = document.createElement("textarea"); // plain http on another machine
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) throw new Error("refused");
  }

  async function copy(text, what, button) {
    try {
      await put(text);
      say(`已复制${what}`);
      flash(button, "已复制");
    } catch {
      say("浏览器不许复制，请选中文字后自己复制");
      flash(button, "没能复制");
    }
  }

  function flash(button, text) {
    if (!button) return;
    button.dataset.was ||= button.textContent;
    button.textContent = text;
    setTimeout(() => { button.textContent = button.dataset.was; }, 1500);
  }

  const copyItem = (item) => copy(passageText(item), "段落与出处", one("[data-copy]", item));

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) copyItem(button.closest("[data-credit]"));
  });

  // --- The current passage -------------------------------------------------

  const items = all("[data-credit]");

  function current() {
    const focused = document.activeElement?.closest?.("[data-credit]");
    return focused || one(".para.current") || one("[data-credit]:target");
  }

  function go(list, step) {
    if (!list.length) return;
    const here = list.indexOf(current());
    const next = here < 0 ? (step > 0 ? 0 : list.length - 1) : here + step;
    if (next < 0 || next >= list.length) { say(step > 0 ? "已是最后一条" : "已是第一条"); return; }
    show(list[next], `第 ${next + 1} 条，共 ${list.length} 条`);
  }

  function show(item, words) {
    const title = one("a.title", item);
    if (title) {
      title.focus({ preventScroll: true });
      item.scrollIntoView({ block: "nearest" });
    } else {
      all(".para.current").forEach((p) => p.classList.remove("current"));
      item.classList.add("current");
      document.activeElement?.blur();
      item.scrollIntoView({ block: "center" });
    }
    say(words);
  }

  // --- Keys ----------------------------------------------------------------

  const typing = (element) => element.matches?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
  const composing = (event) => event.isComposing || event.keyCode === 229;

  const keys = {
    "/": () => { box.focus(); box.select(); },
    j: () => go(items, 1),
    k: () => go(items, -1),
    n: () => go(all(".para.found"), 1),
    p: () => go(all(".para.found"), -1),
    c: () => { const item = current() || items[0]; if (item) copyItem(item); },
    y: () => { const item = current(); copy(item ? absolute(item.dataset.link) : location.href, "固定链接"); },
    "?": () => one("#keys").showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (composing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing(event.target) || one("dialog[open]")) return;
    const act = Object.hasOwn(keys, event.key) && keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  // The Enter that confirms a candidate of an input method must not search.
  box?.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && composing(event)) event.preventDefault();
  });

  // --- Facets --------------------------------------------------------------

  // Empty inputs stay out of the address.
  form?.addEventListener("submit", () => {
    const empty = [...form.elements].filter((e) => e.name && e.name !== "q" && e.value === "");
    empty.forEach((e) => { e.disabled = true; });
    setTimeout(() => empty.forEach((e) => { e.disabled = false; }));
  });

  // A tick applies at once; the next page puts the focus back where it was.
  const remembered = "yinju-focus";
  document.addEventListener("change", (event) => {
    if (!event.target.matches(".facets input[type=checkbox]")) return;
    sessionStorage.setItem(remembered, `${event.target.name}=${event.target.value}`);
    form.requestSubmit();
  });

  function restoreFocus() {
    const kept = sessionStorage.getItem(remembered);
    sessionStorage.removeItem(remembered);
    const input = kept && all(".facets input[type=checkbox]").find((e) => `${e.name}=${e.value}` === kept);
    if (!input) return;
    for (let d = input.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
    input.focus({ preventScroll: true });
  }
  restoreFocus();

  // Browsers without ::details-content: the sheets stand open beside the text.
  if (!CSS.supports("selector(::details-content)") && matchMedia("(min-width: 60rem)").matches) {
    all(".facets, .outline").forEach((d) => { d.open = true; });
  }
  window.addEventListener("beforeprint", () => all(".whole").forEach((d) => { d.open = true; }));
})();
