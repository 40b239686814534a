"use strict";
// Sends the form to the server and shows the report that it answers with. Words are only ever
// set as text, and the report lives in a frame without an origin.
(() => {
  const byId = (id) => document.getElementById(id);
  const form = byId("ask");
  const text = byId("text");
  const longest = Number(form.dataset.longest);
  const largest = Number(form.dataset.largest);
  const initial = byId("size").textContent;
  const loaded = new Set(); // models that the server has in memory
  let name = null; // of the file that the text came from
  let busy = false;

  // --- messages

  function fail(message) {
    byId("error").textContent = message;
    byId("error").hidden = false;
    byId("error").scrollIntoView({ block: "nearest" });
  }

  function measure() {
    const size = [...text.value].length; // characters as Python counts them
    const from = name === null ? "" : ` of ${name}`;
    byId("size").textContent = size ? `${size.toLocaleString("en")} characters${from}` : initial;
    byId("size").classList.toggle("over", size > longest);
  }

  // Every request goes through here: an answer, or an Error with one line for people.
  async function post(url, type, body) {
    let response;
    try {
      response = await fetch(url, { method: "POST", headers: { "Content-Type": type }, body });
    } catch {
      throw new Error("The server does not answer. Is `stance demo` still running?");
    }
    const value = await response.json().catch(() => ({}));
    if (!response.ok) throw new Error(value.error ?? `error ${response.status}`);
    return value;
  }

  const counted = (count, what) => `${count || "no"} ${what}${count === 1 ? "" : "s"}`;
  const sentence = (words) => words.charAt(0).toUpperCase() + words.slice(1);

  // --- the text

  function put(words, from) {
    text.value = words;
    name = from;
    byId("error").hidden = true;
    measure();
    text.scrollTop = 0;
    text.setSelectionRange(0, 0);
  }

  async function open(file) {
    byId("error").hidden = true;
    if (file.size > largest) {
      const size = (file.size / 1e6).toFixed(1);
      return fail(
        `${file.name} has ${size} MB and the page takes ${(largest / 1e6).toFixed(1)} MB; ` +
          "`stance analyze FILE` reads larger files.",
      );
    }
    try {
      const url = `text?name=${encodeURIComponent(file.name)}`;
      const found = await post(url, "application/octet-stream", await file.arrayBuffer());
      put(found.text, found.name);
    } catch (error) {
      fail(error.message);
    }
  }

  async function example() {
    const response = await fetch("example.txt").catch(() => null);
    if (!response?.ok) return fail("The example cannot be read.");
    put(await response.text(), null);
  }

  // --- the question and its answer

  async function ask() {
    if (busy) return;
    byId("error").hidden = true;
    if (!text.value.trim()) {
      fail("There is nothing to read: paste an article or open a file.");
      return text.focus();
    }
    const model = byId("model").value;
    const targets = byId("targets").value.split(",").map((target) => target.trim());
    const question = {
      text: text.value,
      targets: targets.filter(Boolean),
      model,
      quoted_only: byId("quoted").checked,
      min_confidence: Number(byId("sure").value),
      name,
    };
    const stop = wait(loaded.has(model) ? "Reading" : `Loading ${model} and reading`);
    try {
      show(await post("analyses", "application/json", JSON.stringify(question)), model);
    } catch (error) {
      fail(sentence(error.message));
    } finally {
      stop();
    }
  }

  // Says what goes on and for how long, until the function that it gives is called.
  function wait(what) {
    const start = performance.now();
    const status = byId("status");
    const seconds = document.createElement("span");
    seconds.setAttribute("aria-hidden", "true"); // a screen reader need not hear every one
    status.replaceChildren(`${what} … `, seconds);
    const tick = setInterval(() => {
      seconds.textContent = `${Math.round((performance.now() - start) / 1000)} s`;
    }, 500);
    busy = true;
    document.body.classList.add("busy");
    byId("run").setAttribute("aria-disabled", "true");
    return () => {
      clearInterval(tick);
      status.textContent = "";
      busy = false;
      document.body.classList.remove("busy");
      byId("run").removeAttribute("aria-disabled");
    };
  }

  function show(answer, model) {
    for (const other of answer.loaded) loaded.add(other);
    byId("summary").textContent =
      `${sentence(counted(answer.clear, "stance"))}, ${counted(answer.neutral, "neutral pair")} · ` +
      `${model}, ${answer.seconds.toFixed(1)} s`;
    const missing = answer.missing_targets;
    byId("notes").textContent = `Not in the text: ${missing.join(", ")}`;
    byId("notes").hidden = !missing.length;
    byId("open").href = `${answer.url}report.html`;
    byId("save-html").href = `${answer.url}report.html?download`;
    byId("save-json").href = `${answer.url}analysis.json`;
    byId("save-csv").href = `${answer.url}stances.csv`;
    turn(`${answer.url}report.html`);
    byId("empty").hidden = true;
    byId("result").hidden = false;
    document.body.classList.add("reading-report");
    byId("summary").focus({ preventScroll: true });
  }

  // Replaces the frame, since another address in the same one would be a step of "Back".
  function turn(url) {
    const frame = byId("report").cloneNode();
    frame.src = url;
    byId("report").replaceWith(frame);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  text.addEventListener("input", () => {
    name = null;
    measure();
  });
  byId("file").addEventListener("change", (event) => {
    const [file] = event.target.files;
    if (file) open(file);
    event.target.value = ""; // the same file can be opened again
  });
  byId("example").addEventListener("click", example);
  byId("try").addEventListener("click", async () => {
    if (busy) return;
    await example();
    ask();
  });
  byId("back").addEventListener("click", () => {
    document.body.classList.remove("reading-report");
    byId("run").focus();
  });

  for (const kind of ["dragover", "dragleave", "drop"]) {
    text.addEventListener(kind, (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      text.classList.toggle("dropping", kind === "dragover");
      if (kind === "drop") open(event.dataTransfer.files[0]);
    });
  }
  measure(); // the browser may have kept a text
})();
