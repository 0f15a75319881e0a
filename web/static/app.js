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

  // On a page of results every hit has its credit and address; a document has one
  // credit for all its paragraphs, each of which has its place and address.
  const article = one("main.document");
  const placeOf = (item) => one("footer > a", item);
  const linkOf = (item) => (article ? placeOf(item).href : item.dataset.link);

  function creditOf(item) {
    if (!article) return item.dataset.credit;
    return `${article.dataset.credit}，${placeOf(item).textContent.replace("¶", "").trim()}`;
  }

  // What a copied link says of itself: that it opens on this machine only, and
  // where the original is.
  const asideOf = (item) => (article || item).dataset.aside || "";

  function passageText(item) {
    const text = all(":scope > .text:not(.clip), .whole > .text", item)[0].textContent.trim();
    return `${text}\n${creditOf(item)}。${linkOf(item)}${asideOf(item)}`;
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
    if (button) copyItem(button.closest(".para, .hit"));
  });

  // --- The current passage -------------------------------------------------

  // One passage is current: the one that was last gone to, by a key, by a link or
  // by focus. It alone has the bar, and c and y take it. In a document the address
  // names it too.
  const items = all(".para, .hit");
  let current = null;

  function mark(item) {
    current?.classList.remove("current");
    current = item;
    current?.classList.add("current");
  }

  // addressed is the paragraph that the address names, or the first under the
  // heading that it names.
  function addressed() {
    const target = document.getElementById(location.hash.slice(1));
    if (!target?.closest(".body")) return null;
    return target.closest(".para") || items.find((item) => follows(target, item)) || null;
  }

  const follows = (a, b) => Boolean(a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING);
  const inView = () => items.find((item) => item.getBoundingClientRect().bottom > 0);

  function go(list, step) {
    const next = step > 0
      ? list.find((item) => !current || follows(current, item))
      : list.findLast((item) => !current || follows(item, current));
    if (!next) { say(step > 0 ? "已是最后一条" : "已是第一条"); return; }
    show(next);
    say(`第 ${list.indexOf(next) + 1} 条，共 ${list.length} 条`);
  }

  function show(item) {
    mark(item);
    if (article) location.replace(`#${item.id}`);
    else item.scrollIntoView({ block: "nearest" });
    focus(article ? item : one("a.title", item));
  }

  // focus moves the focus along, so that Tab goes on from there. A paragraph takes
  // it only while it has it.
  function focus(element) {
    if (article) {
      element.tabIndex = -1;
      element.addEventListener("blur", () => element.removeAttribute("tabindex"), { once: true });
    }
    element.focus({ preventScroll: true });
  }

  document.addEventListener("focusin", (event) => {
    const item = event.target.closest(".para, .hit");
    if (!item || item === current) return;
    mark(item);
    if (article) history.replaceState(null, "", `#${item.id}`);
  });

  function arrive() {
    mark(addressed());
    if (current && current.id === location.hash.slice(1) && !one(".correcting", current)) focus(current);
  }

  if (article) {
    document.documentElement.classList.add("scripted"); // the bar follows .current, not :target
    window.addEventListener("hashchange", arrive);
    for (const item of items) {
      const link = placeOf(item);
      link.setAttribute("href", link.href); // absolute: printed
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.dataset.copy = "";
      button.textContent = "复制";
      one("details", item).after(button);
    }
    // A paragraph's sign leads to it without loading the page anew.
    one(".body").addEventListener("click", (event) => {
      const item = event.target.closest("footer > a")?.closest(".para");
      if (!item || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      location.hash = item.id;
    });
    arrive();
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
    c: () => {
      if (!current) mark(inView() || null);
      if (current) copyItem(current);
    },
    y: () => copy(current ? linkOf(current) + asideOf(current) : location.href, "固定链接"),
    e: () => {
      const item = current || inView();
      const link = article && item && one("a.correct", item);
      if (link) location.assign(link.href);
      else say("这里不能更正");
    },
    w: () => {
      const item = current || inView();
      const reason = item && (one("details.label", item) || one(":scope > footer > details", item));
      if (!reason) return;
      const link = article && !reason.open && one("a[href*='why=']", reason);
      if (link) location.assign(link.href);
      else reason.open = !reason.open;
    },
    "?": () => one("#keys").showModal(),
  };

  // An open form has the focus; Esc leaves it as it was.
  const correcting = one(".correcting");
  if (correcting) {
    const first = one("input:checked, select, input:not([type=hidden])", correcting);
    // Going to the fragment takes the focus, now or a moment after the page is there.
    const begin = () => {
      for (const wait of [0, 100, 400]) {
        setTimeout(() => correcting.contains(document.activeElement) || first.focus({ preventScroll: true }), wait);
      }
    };
    if (document.readyState === "complete") begin();
    else window.addEventListener("load", begin);
    correcting.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || composing(event)) return;
      event.preventDefault();
      location.assign(one("a.cancel", correcting).href);
    });
  }

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

  // --- Suggestions ----------------------------------------------------------

  // Words and titles of the archive that go on from what is typed. They come from
  // this server, after a pause; arrows go along them, Enter searches, Esc closes.
  const pause = 120;
  const kinds = { term: "词语", title: "标题" };
  const list = document.createElement("ul");
  let timer = 0;
  let asking = null;
  let typed = "";
  let chosen = -1;

  function close() {
    clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    chosen = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function option({ text, kind }, n) {
    const item = document.createElement("li");
    item.id = `suggestion-${n}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.text = text;
    const sort = document.createElement("span");
    sort.textContent = kinds[kind] || "";
    item.append(text, sort);
    return item;
  }

  function offer(suggestions) {
    list.replaceChildren(...suggestions.map(option));
    list.hidden = suggestions.length === 0;
    chosen = -1;
    box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-expanded", String(!list.hidden));
    if (!list.hidden) say(`${suggestions.length} 条提示，用上下键选择`);
  }

  async function suggest() {
    typed = box.value;
    asking = new AbortController();
    try {
      const answer = await fetch(`/api/suggest?q=${encodeURIComponent(typed)}`, { signal: asking.signal });
      const found = answer.ok ? (await answer.json()).suggestions : [];
      if (box.value === typed && document.activeElement === box) offer(found.filter((s) => s.text !== typed));
    } catch { /* none are offered */ }
  }

  // choose goes one up or down; past the ends is what was typed.
  function choose(step) {
    const options = [...list.children];
    chosen += step;
    if (chosen < -1) chosen = options.length - 1;
    if (chosen >= options.length) chosen = -1;
    options.forEach((o, n) => o.setAttribute("aria-selected", String(n === chosen)));
    box.value = chosen < 0 ? typed : options[chosen].dataset.text;
    if (chosen < 0) box.removeAttribute("aria-activedescendant");
    else {
      box.setAttribute("aria-activedescendant", options[chosen].id);
      options[chosen].scrollIntoView({ block: "nearest" });
    }
  }

  if (box) {
    list.id = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "提示");
    box.after(list);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) box.setAttribute(name, value);
    box.addEventListener("input", (event) => {
      close();
      if (!event.isComposing && box.value.trim()) timer = setTimeout(suggest, pause);
    });
    box.addEventListener("compositionend", () => {
      close();
      if (box.value.trim()) timer = setTimeout(suggest, pause);
    });
    box.addEventListener("blur", close);
    box.addEventListener("keydown", (event) => {
      if (list.hidden || composing(event)) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step && event.key !== "Escape") return;
      event.preventDefault();
      if (step) choose(step);
      else {
        box.value = typed;
        close();
      }
    });
    list.addEventListener("mousedown", (event) => {
      event.preventDefault(); // the box keeps the focus
      const item = event.target.closest("li");
      if (!item) return;
      box.value = item.dataset.text;
      close();
      form.requestSubmit();
    });
  }

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

  // --- The strip of years ---------------------------------------------------

  // One stop of Tab for the whole strip; arrows go along it.
  const strip = one(".strip");
  const slots = strip ? all("a, button", strip) : [];

  function stop(slot) {
    slots.forEach((s) => { s.tabIndex = s === slot ? 0 : -1; });
  }

  if (slots.length) {
    const shown = slots.find((s) => s.matches(".on")) || slots.at(-1);
    stop(shown);
    const room = strip.parentElement; // what scrolls, on a phone
    room.scrollLeft = shown.offsetLeft - room.clientWidth / 2;
    strip.addEventListener("keydown", (event) => {
      const to = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
      if (!to) return;
      event.preventDefault();
      const at = slots.indexOf(document.activeElement) + to;
      const slot = slots[Math.max(0, Math.min(slots.length - 1, at))];
      stop(slot);
      slot.focus();
    });
  }

  // Browsers without ::details-content: the sheets stand open beside the text.
  if (!CSS.supports("selector(::details-content)") && matchMedia("(min-width: 60rem)").matches) {
    all(".facets, .outline").forEach((d) => { d.open = true; });
  }
  window.addEventListener("beforeprint", () => {
    all(".whole, .same, .kept").forEach((d) => { d.open = true; });
    all("[data-now]").forEach((t) => { t.textContent = new Date().toLocaleString("zh-CN"); });
  });
})();
