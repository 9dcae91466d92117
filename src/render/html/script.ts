/** The page's one script: it moves through the journal. It sets text and classes, and makes no HTML. */

/** Reads what `replayData` of `replay.ts` has written. */
export const SCRIPT = `"use strict";
(() => {
  const all = document.querySelectorAll("details");
  let shut = [];
  addEventListener("beforeprint", () => {
    shut = [...all].filter((one) => !one.open);
    for (const one of shut) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of shut) one.open = false;
  });

  const box = document.getElementById("replay");
  const { tasks, states, steps } = JSON.parse(document.getElementById("journal").textContent);
  const slider = document.getElementById("step");
  const line = document.getElementById("said");
  const play = document.getElementById("play");
  const find = (id, name) => document.querySelector("[" + name + '="' + id + '"]');
  const nodes = tasks.map((id) => find(id, "data-task"));
  const rows = tasks.map((id) => find(id, "data-row"));
  if (!box || steps.length === 0) return;
  box.hidden = false;

  function show() {
    const at = Number(slider.value);
    const now = tasks.map(() => "none");
    for (const [, , , changed] of steps.slice(0, at)) for (const [task, state] of changed) now[task] = state;
    nodes.forEach((node, index) => {
      if (!node) return;
      node.setAttribute("class", "node s-" + now[index]);
      node.querySelector(".how").textContent = states[now[index]];
    });
    const [seq, time, said] = at === 0 ? ["", "", "Nothing has happened yet"] : steps[at - 1];
    line.textContent = (seq === "" ? "" : seq + " · " + time + " · ") + said;
    slider.setAttribute("aria-valuetext", line.textContent);
    const task = at === 0 ? -1 : steps[at - 1][4];
    nodes.forEach((node, index) => node && node.toggleAttribute("data-now", index === task));
    rows.forEach((row, index) => row && row.toggleAttribute("data-now", index === task));
  }

  let timer = 0;
  function stop() {
    clearInterval(timer);
    timer = 0;
    play.textContent = "Play";
  }
  function move(by) {
    slider.value = String(Number(slider.value) + by);
    show();
    if (slider.value === slider.max) stop();
  }
  slider.addEventListener("input", () => {
    stop();
    show();
  });
  document.getElementById("back").addEventListener("click", () => move(-1));
  document.getElementById("on").addEventListener("click", () => move(1));
  play.addEventListener("click", () => {
    if (timer !== 0) return stop();
    if (slider.value === slider.max) slider.value = "0";
    play.textContent = "Stop";
    timer = setInterval(() => move(1), Math.max(40, Math.min(600, 20000 / steps.length)));
  });
  show();
})();
`;
