"use strict";
// Links every stance of a report to its words and back, and filters. All that it shows is in
// the page already; nothing is ever built out of the article's words.
(() => {
  const data = JSON.parse(document.getElementById("stance-data").textContent);
  const { stances, places } = data;
  const byId = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const numbers = (list) => (list ? list.split(" ").map(Number) : []);

  const text = byId("text");
  const graphs = all(".graph");
  const form = byId("filters");
  const bar = byId("bar");
  const smooth = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";

  const parts = stances.map(() => []); // the cards, cells, edges and links of each stance
  for (const part of all("[data-stance]")) parts[part.dataset.stance].push(part);
  const words = all(".w[data-p], .w[data-a], .w[data-t], .w[data-c]", text).map((part) => ({
    part,
    passage: numbers(part.dataset.p),
    actor: numbers(part.dataset.a),
    target: numbers(part.dataset.t),
    cue: numbers(part.dataset.c),
  }));
  const wordsOf = new Map(words.map((word) => [word.part, word]));
  const entities = all("[data-entity]");
  const tensions = all("[data-tension]");

  let visible = stances.map(() => true);
  let hover = []; // the stances under the pointer
  let selected = null; // {stances, place}

  // --- which stances something on the page stands for

  function stancesOf(element) {
    const part = element.closest("[data-stance], [data-tension], [data-entity], .w");
    if (!part) return [];
    if (part.dataset.stance) return [Number(part.dataset.stance)];
    if (part.dataset.tension) return numbers(part.dataset.tension);
    if (part.dataset.entity) return ofEntity(Number(part.dataset.entity));
    return ofWords(wordsOf.get(part));
  }

  function ofEntity(entity) {
    return indices((s, i) => shownClear(i) && (s.actor === entity || s.target === entity));
  }

  function ofWords(word) {
    if (!word) return [];
    const found = word.passage.filter(counts).map((place) => places[place].stance);
    return [...new Set(found)].sort((a, b) => a - b);
  }

  // A place counts for what it says: one without a side is shown among the neutral ones.
  function counts(place) {
    const { stance, label } = places[place];
    return visible[stance] && (label !== "neutral" || withNeutral());
  }

  const indices = (test) => stances.map((_, i) => i).filter((i) => test(stances[i], i));
  const shownClear = (i) => visible[i] && stances[i].label !== "neutral";

  // --- marking

  function mark(name, chosen, place = null) {
    const marked = new Set(chosen);
    parts.forEach((list, i) => {
      for (const part of list) part.classList.toggle(name, marked.has(i));
    });
    const ends = new Set(chosen.flatMap((i) => [stances[i].actor, stances[i].target]));
    for (const part of entities) part.classList.toggle(name, ends.has(Number(part.dataset.entity)));
    for (const part of tensions) {
      const own = numbers(part.dataset.tension);
      part.classList.toggle(name, own.length === chosen.length && own.every((i) => marked.has(i)));
    }
    return (p) => (place === null ? marked.has(places[p].stance) : p === place);
  }

  function paint() {
    const lit = mark("lit", hover);
    const on = mark("on", selected ? selected.stances : [], selected?.place ?? null);
    const focus = hover.length > 0 || selected !== null;
    const here = (place) => (lit(place) && counts(place)) || on(place);
    for (const { part, passage, actor, target, cue } of words) {
      const tones = focus ? passage.filter(here).map((place) => places[place].label) : [];
      part.dataset.tone = [...new Set(tones)].sort().join(" ");
      part.classList.toggle("as-actor", focus && actor.some(here));
      part.classList.toggle("as-target", focus && target.some(here));
      part.classList.toggle("as-cue", focus && cue.some(here));
    }
    text.classList.toggle("focus", focus);
    for (const graph of graphs) graph.classList.toggle("focus", focus);
  }

  function point(event) {
    if (event.pointerType && event.pointerType !== "mouse") return; // a finger never hovers
    const found = event.type === "pointerover" || event.type === "focusin" ? event.target : null;
    const next = found ? stancesOf(found) : [];
    if (next.join() !== hover.join()) {
      hover = next;
      paint();
    }
  }

  // --- selecting

  function select(chosen, { place = null, sentence = null } = {}) {
    selected = chosen.length ? { stances: chosen, place } : null;
    bar.hidden = selected === null;
    if (selected) {
      byId("chosen").textContent = sentence ?? why(chosen[0]);
      const list = chosen.length === 1 ? stances[chosen[0]].places : [];
      const single = chosen.length === 1;
      for (const id of ["previous", "next"]) byId(id).hidden = list.length < 2;
      const at = list.indexOf(place ?? stances[chosen[0]].first);
      byId("which").textContent = list.length > 1 ? `place ${at + 1} of ${list.length}` : "";
      byId("to-words").hidden = !single || !list.length;
      byId("to-card").hidden = !single;
    }
    paint();
  }

  const why = (stance) => byId(`stance-${stance + 1}`).querySelector(".why").textContent;

  function goToWords(stance, place) {
    const goal = place ?? stances[stance].first;
    select([stance], { place });
    const start = words.find((word) => word.passage.includes(goal));
    if (start) reveal(start.part, byId(`place-${goal}`));
  }

  function goToCard(stance) {
    const card = byId(`stance-${stance + 1}`);
    select([stance]);
    reveal(card, card.querySelector(".pair"));
  }

  function reveal(element, focus = element) {
    element.scrollIntoView({ behavior: smooth, block: "center" });
    focus.focus({ preventScroll: true });
  }

  // Where the list stands beside the text it scrolls by itself, and the text stays.
  function showInList(stance) {
    const list = byId("stances");
    if (getComputedStyle(list).overflowY !== "auto") return;
    const card = byId(`stance-${stance + 1}`);
    const top = card.offsetTop - (list.clientHeight - card.clientHeight) / 2;
    list.scrollTo({ top, behavior: smooth });
  }

  function step(by) {
    const list = stances[selected.stances[0]].places;
    const at = list.indexOf(selected.place ?? stances[selected.stances[0]].first);
    goToWords(selected.stances[0], list[(at + by + list.length) % list.length]);
  }

  function click(event) {
    const element = event.target.closest("a, button, .w, .card, [data-entity], .edge");
    if (!element) return;
    const keyboard = event.detail === 0;
    if (element.matches("[data-tension]")) {
      select(numbers(element.dataset.tension), { sentence: element.children[1].textContent });
    } else if (element.matches(".ref")) {
      event.preventDefault();
      const stance = Number(element.dataset.stance);
      if (keyboard) goToCard(stance);
      else {
        select([stance], { place: Number(element.dataset.place) });
        showInList(stance);
      }
    } else if (element.matches("[data-go=words]")) {
      event.preventDefault();
      const stance = Number(element.closest("[data-stance]").dataset.stance);
      const place = element.dataset.place;
      goToWords(stance, place === undefined ? null : Number(place));
    } else if (element.matches(".card")) {
      const stance = Number(element.dataset.stance);
      goToWords(stance, null);
    } else if (element.matches("[data-stance]")) {
      event.preventDefault();
      select([Number(element.dataset.stance)]);
      showInList(Number(element.dataset.stance));
    } else if (element.matches("[data-entity]")) {
      const found = stancesOf(element);
      select(found, { sentence: summary(Number(element.dataset.entity), found) });
    } else if (element.matches(".w")) {
      const found = stancesOf(element);
      if (!found.length) return select([]);
      const at = selected?.stances.length === 1 ? found.indexOf(selected.stances[0]) : -1;
      const stance = found[(at + 1) % found.length];
      const here = wordsOf.get(element).passage.find((place) => places[place].stance === stance);
      select([stance], { place: here });
      showInList(stance);
    } else if (element.matches("[href='#guide']")) {
      event.preventDefault();
      byId("guide").open = true;
      reveal(byId("guide").firstElementChild);
    } else if (element.matches("[href^='#']")) {
      event.preventDefault();
      const goal = byId(element.getAttribute("href").slice(1));
      if (goal) reveal(goal);
    }
  }

  function summary(entity, found) {
    const node = entities.find((part) => Number(part.dataset.entity) === entity);
    const name = (node.querySelector("title") ?? node).textContent;
    const held = found.filter((i) => stances[i].actor === entity).length;
    return `${name}: takes ${held}, receives ${found.length - held} of the stances shown.`;
  }

  // --- filtering

  const withNeutral = () => !form || form.elements.label[2].checked;

  function filter() {
    const field = form.elements;
    const wanted = new Set([...field.label].filter((box) => box.checked).map((box) => box.value));
    const least = Number(field.least.value);
    const is = (choice, entity) => choice.value === "" || Number(choice.value) === entity;
    visible = stances.map(
      (s) =>
        is(field.actor, s.actor) &&
        is(field.target, s.target) &&
        wanted.has(s.label) &&
        s.confidence >= least - 1e-9,
    );
    byId("threshold").textContent = least.toFixed(2);
    const count = visible.filter(Boolean).length;
    byId("shown").textContent = `${count} of ${stances.length} stances shown`;
    parts.forEach((list, i) => {
      for (const part of list) {
        if (part.matches(".card")) part.hidden = !visible[i];
        else if (part.matches(".ref")) part.classList.toggle("off", !counts(part.dataset.place));
        else part.classList.toggle("off", !visible[i]);
      }
    });
    for (const { part, passage, actor, target } of words) {
      const labels = new Set(passage.filter(counts).map((place) => places[place].label));
      for (const label of ["hostile", "supportive", "neutral"]) {
        part.classList.toggle(label, labels.has(label));
      }
      part.classList.toggle("actor", actor.some(counts));
      part.classList.toggle("target", target.some(counts));
    }
    for (const node of all(".node")) {
      node.classList.toggle("faded", ofEntity(Number(node.dataset.entity)).length === 0);
    }
    for (const part of tensions) {
      part.parentElement.hidden = !numbers(part.dataset.tension).every((i) => visible[i]);
    }
    if (selected && !selected.stances.every((i) => visible[i])) select([]);
    else paint();
  }

  // --- the data, for whoever wants to count

  function save() {
    const blob = new Blob([JSON.stringify(data.analysis, null, 1)], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = "analysis.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  document.addEventListener("click", click);
  for (const name of ["pointerover", "pointerout", "focusin", "focusout"]) {
    document.addEventListener(name, point);
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && selected) select([]);
  });
  byId("previous").addEventListener("click", () => step(-1));
  byId("next").addEventListener("click", () => step(1));
  byId("close").addEventListener("click", () => select([]));
  byId("to-words").addEventListener("click", (event) => {
    event.preventDefault();
    event.stopPropagation();
    goToWords(selected.stances[0], selected.place);
  });
  byId("to-card").addEventListener("click", (event) => {
    event.preventDefault();
    event.stopPropagation();
    goToCard(selected.stances[0]);
  });
  byId("save").addEventListener("click", save);
  if (form) {
    form.hidden = false;
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(filter));
    filter();
  }
})();
