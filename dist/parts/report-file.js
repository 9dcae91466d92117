// @bun
import {
  here
} from "./s12.js";
import {
  fit,
  wrapWhole,
  cut,
  oneLine2,
  moment,
  minutesBetween,
  duration,
  PLAIN_LAYOUT,
  asItWas,
  plural,
  tokens,
  bytesText
} from "./s28.js";
import {
  UnsafeFile,
  errorCode,
  openRegular,
  ownFolder,
  readRange,
  temporaryName,
  createTaskFolder
} from "./s25.js";
import {
  accepted
} from "./s121.js";
import {
  moduleOf
} from "./s70.js";
import {
  diffText,
  readTrees
} from "./s265.js";
import {
  countText,
  isGood
} from "./s199.js";
import {
  standingText,
  CHANGE_LETTER,
  isUntouched
} from "./s109.js";
import {
  VERSION,
  foldRecorded,
  recordedEvents
} from "./s200.js";
import {
  viewOf3
} from "./s263.js";
import {
  maskOf
} from "./s20.js";
import {
  isTree
} from "./s247.js";
import {
  reachOf
} from "./s101.js";
import {
  reviewGates
} from "./s159.js";
import {
  done,
  no
} from "./s162.js";
import {
  CALLED,
  foundIn,
  statesText
} from "./s74.js";
import {
  agentCells,
  reviewerCells
} from "./s258.js";
import {
  moneyText,
  pricedText
} from "./s135.js";
import {
  isLive,
  taskOf
} from "./s5.js";
import {
  denyList
} from "./s276.js";
import {
  treeStore,
  isInside
} from "./s172.js";

// src/render/html/markup.ts
class Markup {
  text;
  constructor(text) {
    this.text = text;
  }
}
var UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;
var ENTITY = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
function pictured(character) {
  const code = character.codePointAt(0);
  if (code < 32)
    return String.fromCodePoint(9216 + code);
  if (code === 127)
    return "\u2421";
  return `\u27E8U+${code.toString(16).toUpperCase().padStart(4, "0")}\u27E9`;
}
var visible = (text) => text.replace(UNSEEN, pictured);
var escaped = (text) => visible(text).replace(/[&<>"']/g, (one) => ENTITY[one]);
function textOf(value) {
  if (value === null || value === false)
    return "";
  if (value instanceof Markup)
    return value.text;
  if (typeof value === "string")
    return escaped(value);
  return typeof value === "number" ? String(value) : value.map(textOf).join("");
}
var html = (parts, ...values) => new Markup(parts.map((part, at) => at === 0 ? part : textOf(values[at - 1]) + part).join(""));
var raw = (text) => new Markup(text);
var dataText = (value) => new Markup(JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`));

// src/render/html/diff.ts
var MAX_FILES = 1000;
var MAX_LINE = 1000;
function partsOf(diff) {
  const parts = diff.text.split(/(?<=^|\n)(?=diff --git )/).filter((one) => one.startsWith("diff --git "));
  return parts.map((part, at) => {
    const lines = part.replace(/\n$/, "").split(`
`);
    const from = lines.findIndex((line) => line.startsWith("@@"));
    return {
      head: lines[0],
      lines: from < 0 ? lines.slice(1) : lines.slice(from),
      whole: !(diff.truncated && at === parts.length - 1)
    };
  });
}
var kindOf = (line) => line.startsWith("@@") ? "h" : line.startsWith("+") ? "a" : line.startsWith("-") ? "d" : "c";
var lineOf = (line) => html`<span class="${kindOf(line)}">${line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)} \u2026 ${line.length - MAX_LINE} more characters` : line}\n</span>`;
function countsOf({ added, removed }) {
  return html`<span class="plus">+${added}</span> <span class="minus">\u2212${removed}</span>`;
}
function pathIn(head, paths) {
  const rest = head.slice("diff --git ".length);
  const path = rest.slice(2, (rest.length - 1) / 2);
  return paths.has(path) ? path : null;
}
var elsewhere = ({ whole }) => whole.diff === null ? html`in the project itself` : html`<code>${whole.diff}</code>`;
function fileOf(page, file, part) {
  const head = html`<span class="letter">${CHANGE_LETTER[file.status]}</span> <code>${file.path}</code> ${countsOf(file)}`;
  if (part === undefined) {
    const why = page.long.has(file.path) ? "Too long to be shown here" : "Not shown here: it is secret, was no text, or there was no room";
    return html`<details class="file"><summary>${head}</summary><p class="left">${why}. The whole: ${elsewhere(page)}</p></details>`;
  }
  const end = part.whole ? null : html`<p class="left">It goes on: ${elsewhere(page)}</p>`;
  return html`<details class="file"><summary>${head}</summary><pre class="diff" tabindex="0">${part.lines.map(lineOf)}</pre>${end}</details>`;
}
function diffSection(page) {
  const { files } = page.facts;
  if (files === null || page.diff === null)
    return html`<p>What changed cannot be told any more.</p>`;
  if (files.length === 0)
    return html`<p>No file of the project changed.</p>`;
  const paths = new Set(files.map((one) => one.path));
  const parts = new Map(partsOf(page.diff).map((part) => [pathIn(part.head, paths), part]));
  const sum = (key) => files.reduce((all, one) => all + one[key], 0);
  const left = files.length - MAX_FILES;
  return html`<p>${plural(files.length, "file")}, ${countsOf({ added: sum("added"), removed: sum("removed") })}</p>${files.slice(0, MAX_FILES).map((file) => fileOf(page, file, parts.get(file.path)))}${left > 0 && html`<p class="left">${plural(left, "file")} more: ${elsewhere(page)}</p>`}`;
}

// src/render/html/data.ts
var STATES = {
  none: "not there yet",
  blocked: "blocked",
  ready: "next",
  running: "at work",
  waiting: "waits for you",
  done: "done",
  asks: "asked for changes",
  waived: "let be by the person",
  skipped: "left out",
  failed: "failed",
  cancelled: "cancelled",
  void: "does not count any more"
};

// src/render/html/graph.ts
var BOX = { width: 166, height: 60 };
var GAP = { x: 22, y: 30, round: 12 };
var MAX_COLUMNS = 6;
var MAX_COLUMNS_OF_NAME = 19;
var MAX_LINES = 2;
var MAX_BOXES = 300;
var before = (task) => [...task.fixes === null ? [] : [task.fixes], ...task.after];
function groupsOf(tasks) {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const groups = new Map;
  const roots = new Map;
  const depths = new Map;
  for (const task of tasks) {
    const from = task.kind === "gate" ? undefined : before(task).find((id) => roots.has(id));
    const root = from === undefined ? undefined : roots.get(from);
    if (root === undefined) {
      roots.set(task.id, task.id);
      groups.set(task.id, { root: task, loop: [] });
      continue;
    }
    roots.set(task.id, root);
    const behind = before(task).filter((id) => roots.get(id) === root && byId.has(id));
    const depth = 1 + Math.max(0, ...behind.map((id) => depths.get(id) ?? 0));
    depths.set(task.id, depth);
    groups.get(root).loop.push({ task, depth });
  }
  return { groups, rootOf: (id) => roots.get(id) ?? id };
}
function levelsOf(groups, rootOf) {
  const levels = new Map;
  const open = new Set;
  const levelOf = (id) => {
    const known = levels.get(id);
    if (known !== undefined)
      return known;
    if (open.has(id))
      return 0;
    open.add(id);
    const above = groups.get(id).root.after.map(rootOf).filter((one) => one !== id && groups.has(one));
    const level = above.length === 0 ? 0 : 1 + Math.max(...above.map(levelOf));
    open.delete(id);
    levels.set(id, level);
    return level;
  };
  for (const id of groups.keys())
    levelOf(id);
  return levels;
}
var columnsOf = ({ loop }) => 1 + Math.min(2, Math.max(0, ...loop.map(({ depth }) => depth)));
function inner({ root, loop }) {
  const places = [[root, { x: 0, y: 0 }]];
  const step = BOX.height + GAP.round;
  const deepest = Math.max(0, ...loop.map(({ depth }) => depth));
  let rows = 0;
  for (let depth = 1;depth <= deepest; depth += 2) {
    const pair = [depth, depth + 1].map((at) => loop.filter((one) => one.depth === at));
    pair.forEach((all, column) => {
      all.forEach(({ task }, index) => {
        places.push([task, { x: (column + 1) * (BOX.width + GAP.x), y: (rows + index) * step }]);
      });
    });
    rows += Math.max(...pair.map((all) => all.length));
  }
  return { places, height: Math.max(1, rows) * step - GAP.round };
}
function layout(tasks) {
  const { groups, rootOf } = groupsOf(tasks);
  const levels = levelsOf(groups, rootOf);
  const places = new Map;
  const byLevel = Map.groupBy(groups.values(), ({ root }) => levels.get(root.id));
  let y = 1;
  let width = 0;
  for (const level of [...byLevel.keys()].sort((a, b) => a - b)) {
    let column = 0;
    let height = 0;
    for (const group of byLevel.get(level)) {
      const columns = columnsOf(group);
      if (column > 0 && column + columns > MAX_COLUMNS) {
        y += height + GAP.y;
        [column, height] = [0, 0];
      }
      const own = inner(group);
      const x = 1 + column * (BOX.width + GAP.x);
      for (const [task, place] of own.places)
        places.set(task.id, { x: x + place.x, y: y + place.y });
      column += columns;
      height = Math.max(height, own.height);
      width = Math.max(width, x + columns * (BOX.width + GAP.x) - GAP.x + 1);
    }
    y += height + GAP.y;
  }
  return { places, width, height: Math.max(1, y - GAP.y + 1) };
}
function edge(from, to, isLoop) {
  const kind = isLoop ? "edge loop" : "edge";
  const middle = BOX.height / 2;
  if (to.y === from.y || isLoop && to.x > from.x) {
    const [x1, y1, x2, y2] = [from.x + BOX.width, from.y + middle, to.x, to.y + middle];
    return html`<path class="${kind}" d="M${x1} ${y1}C${x1 + GAP.x / 2} ${y1} ${x2 - GAP.x / 2} ${y2} ${x2} ${y2}" marker-end="url(#tip)"/>`;
  }
  const [x1, y1, x2, y2] = [from.x + BOX.width / 2, from.y + BOX.height, to.x + BOX.width / 2, to.y];
  const bend = Math.max(12, Math.min(40, (y2 - y1) / 2));
  return html`<path class="${kind}" d="M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}" marker-end="url(#tip)"/>`;
}
function labelOf(name) {
  const lines = wrapWhole(oneLine2(name), MAX_COLUMNS_OF_NAME, 0);
  const rest = fit(lines.slice(MAX_LINES - 1).join(" "), MAX_COLUMNS_OF_NAME);
  return [...lines.slice(0, MAX_LINES - 1), rest];
}
function box(task, { x, y }) {
  const name = `${task.id} ${task.subject}`;
  return html`<g class="node s-${task.state}" data-task="${task.id}" transform="translate(${x} ${y})"><title>${name}${task.outcome === "" ? "" : `: ${task.outcome}`}</title><rect width="${BOX.width}" height="${BOX.height}" rx="7"/>${labelOf(name).map((line, at) => html`<text x="10" y="${18 + 15 * at}" class="what">${line}</text>`)}<text x="10" y="50" class="how">${STATES[task.state]}</text></g>`;
}
function graph(page) {
  const tasks = page.tasks.slice(0, MAX_BOXES);
  const { places, width, height } = layout(tasks);
  const edges = tasks.flatMap((task) => [...new Set(before(task))].flatMap((id) => {
    const [from, to] = [places.get(id), places.get(task.id)];
    return from && to ? [edge(from, to, task.kind !== "gate")] : [];
  }));
  const left = page.tasks.length - tasks.length;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Graph of the tasks"><svg id="graph" role="img" aria-label="${plural(tasks.length, "task")} and what each waits for; the timeline has the same as a list" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 0L8 4L0 8z"/></marker></defs>${edges}${tasks.map((task) => box(task, places.get(task.id)))}</svg></div>${left > 0 && html`<p class="left">${plural(left, "task")} more stand in the timeline alone.</p>`}`;
}

// src/render/html/replay.ts
var MAX_STEPS = 3000;
function thinned(steps) {
  if (steps.length <= MAX_STEPS)
    return [...steps];
  const wide = Math.ceil(steps.length / MAX_STEPS);
  const thin = [];
  for (let at = 0;at < steps.length; at += wide) {
    const some = steps.slice(at, at + wide);
    const states = new Map(some.flatMap((one) => one.changed));
    thin.push({ ...some.at(-1), changed: [...states] });
  }
  return thin;
}
function replayData({ tasks, steps, zone }) {
  const ids = tasks.map((task) => task.id);
  const place = new Map(ids.map((id, index) => [id, index]));
  return dataText({
    tasks: ids,
    states: STATES,
    steps: thinned(steps).map((one) => [
      one.seq,
      moment(one.at, zone),
      visible(one.said),
      one.changed,
      one.task === null ? -1 : place.get(one.task) ?? -1
    ])
  });
}
function replay(page) {
  const count = Math.min(page.steps.length, thinned(page.steps).length);
  const left = page.events > count ? html`<p class="left">The slider stops at ${count} of ${plural(page.events, "event")}; all of them: <code>${page.whole.log}</code></p>` : null;
  return html`<div id="replay" class="replay" hidden><label for="step">Replay</label><input id="step" type="range" min="0" max="${count}" value="${count}" step="1" aria-describedby="said"><span class="buttons"><button type="button" id="back" aria-label="One event back">\u2039</button><button type="button" id="play">Play</button><button type="button" id="on" aria-label="One event on">\u203A</button></span><output id="said" for="step" aria-live="polite"></output></div>${left}`;
}

// src/render/html/script.ts
var SCRIPT = `"use strict";
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
    line.textContent = (seq === "" ? "" : seq + " \xB7 " + time + " \xB7 ") + said;
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

// src/render/html/sections.ts
var MAX_FINDINGS = 500;
var MAX_ITEMS = 500;
var MAX_SAID = 20000;
function said(text, whole) {
  const left = text.length - MAX_SAID;
  return left <= 0 ? html`<p class="said">${text.trim()}</p>` : html`<p class="said">${text.slice(0, MAX_SAID)} \u2026</p><p class="left">${left} more characters: <code>${whole}</code></p>`;
}
function some(page, items, show, most = MAX_ITEMS) {
  const left = items.length - most;
  return [
    items.slice(0, most).map(show),
    left > 0 ? html`<p class="left">${left} more are left out here; all of them: <code>${page.whole.report}</code></p>` : null
  ];
}
var chip = (state, text) => html`<span class="chip s-${state}">${text}</span>`;
function roundOf(one) {
  return html`<li><b>${one.task}</b> ${one.subject}: ${one.outcome === "" ? "no verdict" : one.outcome}${one.minutes > 0 ? html` <span class="muted">${duration(one.minutes)}</span>` : null}${one.summary === null ? null : html`<p class="said muted">${one.summary}</p>`}</li>`;
}
var MAX_ROUNDS = 100;
function newest(page, rounds) {
  const left = rounds.length - MAX_ROUNDS;
  return [
    left > 0 ? html`<li class="left">${left} earlier ones are left out here; all of them: <code>${page.whole.report}</code></li>` : null,
    rounds.slice(-MAX_ROUNDS).map(roundOf)
  ];
}
function reviewers(page) {
  return some(page, page.facts.reviewers, (one) => {
    const rounds = page.rounds.filter((round) => round.reviewer === one.name);
    const state = one.standing === "approved" ? "done" : one.standing === "not reached" ? "blocked" : "asks";
    const what = one.about === "tree" ? "the code" : `the ${one.about}`;
    const about = one.reviewed === null ? null : html`<p class="meta">Looked at ${what} ${asItWas(one.reviewed, one.final)}.${changedAfter(one.final, one.changed_after)}</p>`;
    return html`<div class="item"><div class="head"><h3>${one.name}</h3>${chip(state, one.standing)}<span class="muted">${one.by}${one.substituted && ", in its place"}</span></div><p>${standingText(one)}, ${plural(one.reviews, "round")}</p>${one.reason !== null && html`<blockquote class="said">${one.reason}</blockquote>`}${about}<ul>${newest(page, rounds)}</ul></div>`;
  });
}
function voices(page) {
  return some(page, page.panel?.voices ?? [], ({ name, by, said: word, approves, more }) => {
    const state = approves === null ? "blocked" : approves ? "done" : "asks";
    return html`<div class="item"><div class="head"><h3>${name}</h3>${chip(state, word)}<span class="muted">${by}</span></div>${more.map((line) => html`<p class="meta">${line}</p>`)}</div>`;
  });
}
function changedAfter(final, changed) {
  if (final === true)
    return " Nothing changed after it.";
  if (changed === null)
    return " What changed after it cannot be told any more.";
  if (changed.length === 0)
    return null;
  return html` Changed after it: ${changed.slice(0, 20).map((path, at) => html`${at > 0 && ", "}<code>${path}</code>`)}${changed.length > 20 && ` and ${changed.length - 20} more`}.`;
}
function excerptOf({ first, lines, marked }) {
  const line = (text, at) => {
    const number = first + at;
    const isMeant = number >= marked[0] && number <= marked[1];
    return html`<span class="${isMeant ? "mark" : "near"}"><b>${number}</b>${text}\n</span>`;
  };
  return html`<pre class="excerpt" tabindex="0">${lines.map(line)}</pre>`;
}
function findingOf(page, one, at) {
  const excerpt = page.excerpts.get(at);
  const became = [
    one.mended_by === null ? "" : `Mended by ${one.mended_by}.`,
    one.closed_by === null ? "" : `${one.closed_by} agreed.`
  ].filter((part) => part !== "");
  const disputed = page.facts.disputed.find((two) => two.id === one.id && two.reviewer === one.reviewer);
  const untouched = isUntouched(page.facts, one);
  const quoted = one.quote.trim() !== "";
  return html`<div class="item"><div class="head">${chip(one.severity, one.severity)}${chip(one.state, CALLED[one.state])}<b>${one.id}</b><span class="muted">${one.reviewer}, ${one.task}</span>${one.place !== null && html`<code>${one.place}</code>`}</div>${said(one.problem, page.whole.report)}${quoted && !excerpt && html`<pre tabindex="0">${one.quote}</pre>`}${quoted && excerpt !== undefined && html`<p class="meta">It quotes <code>${oneLine2(one.quote)}</code></p>`}${excerpt ? excerptOf(excerpt) : null}${one.fix !== "" && html`<p><b>Fix:</b> <span class="said">${one.fix}</span></p>`}${became.length > 0 && html`<p class="meta">${became.join(" ")}</p>`}${untouched && html`<p class="meta">Called fixed elsewhere than at its place.</p>`}${(disputed?.declined ?? []).map((two) => html`<p class="meta">Declined by ${two.by}: ${two.reason}</p>`)}${disputed?.withdrawn ? html`<p class="meta">Withdrawn by ${disputed.withdrawn.by}: ${disputed.withdrawn.reason}</p>` : null}</div>`;
}
function shownFindings(all) {
  const order = ["open", "accepted", "outside", "mended", "withdrawn", "void"];
  const weight = ["blocker", "major", "minor"];
  return all.map((_, at) => at).sort((a, b) => order.indexOf(all[a].state) - order.indexOf(all[b].state) || weight.indexOf(all[a].severity) - weight.indexOf(all[b].severity) || a - b);
}
function findings(page) {
  const { findings: all } = page.facts;
  return some(page, shownFindings(all), (at) => findingOf(page, all[at], at), MAX_FINDINGS);
}
function metOf(one) {
  const met = one.met !== undefined ? one.met : one.verdicts.length === 0 ? null : one.verdicts.every((two) => two.met);
  return met === null ? "unknown" : met ? "met" : "unmet";
}
var MET = { met: "met", unmet: "not met", unknown: "not shown" };
function criteria(page) {
  return some(page, page.facts.criteria, (one) => {
    const state = metOf(one);
    const steps = one.steps.length === 0 ? null : html`<p class="meta">${one.steps_are ?? "Plan"}: ${one.steps.join(", ")}</p>`;
    const verdicts = one.verdicts.map((two) => html`<p class="meta">${two.reviewer}: ${two.met ? "met" : "not met"}${two.evidence.map((line) => html`<br><code>${oneLine2(line)}</code>`)}</p>`);
    const tests = (one.tests ?? []).map((two) => html`<p class="meta">${two.seen === null ? "Cannot be told" : two.seen ? "Seen to pass" : "Not seen to pass"}: ${oneLine2(two.test)} in <code>${two.file}</code></p>`);
    return html`<div class="item"><div class="head"><b>${one.id}</b>${chip(state, MET[state])}</div>${said(one.text, page.whole.report)}${steps}${verdicts}${tests}</div>`;
  });
}
var words = (name) => name.replaceAll("_", " ");
function tests(page) {
  const { tests: told } = page.facts;
  const lines = told === null ? [] : [...told.none === null ? [] : [`None was run by the program: ${told.none}.`], ...told.last];
  const row = (run) => html`${run.commands.map((one) => html`<tr><td>${run.baseline ? "before the work" : run.task ?? "by hand"}<br><span class="muted">${moment(run.at, page.zone)}</span></td><td><code>${one.command}</code></td><td>${chip(one.state === "passed" ? "done" : one.state === "failed" ? "failed" : "waiting", words(one.state))}</td><td>${one.passed} passed, ${one.failed} failed${one.skipped > 0 && `, ${one.skipped} skipped`}</td><td>${duration(one.ms / 60000)}</td></tr>`)}${run.commands.length === 0 && html`<tr><td>${run.baseline ? "before the work" : run.task ?? "by hand"}</td><td colspan="4">${words(run.outcome)}</td></tr>`}`;
  const table = page.tests.length === 0 ? null : html`<table class="wide"><thead><tr><th>when</th><th>command</th><th>outcome</th><th>tests</th><th>time</th></tr></thead><tbody>${some(page, page.tests, row)}</tbody></table>`;
  return [lines.map((line) => html`<p>${line}</p>`), table];
}
function decisions(page) {
  return some(page, page.facts.decisions, (one) => html`<div class="item"><div class="head"><b>${one.question}</b>${chip("ready", words(one.kind))}<span class="muted">${one.task !== null && `${one.task}, `}${moment(one.at, page.zone)}, by ${one.via}</span></div>${one.asked !== null && said(one.asked, page.whole.report)}${one.why !== null && html`<p class="meta">Asked early: ${one.why}</p>`}<p><b>${words(one.option)}</b></p>${one.text !== null && said(one.text, page.whole.report)}</div>`);
}
function waivers(page) {
  return some(page, page.facts.waivers, (one) => html`<div class="item"><div class="head"><b>${one.task}</b> ${one.subject}${chip("waiting", `${one.kind} by the person`)}</div>${said(one.reason, page.whole.report)}</div>`);
}
var REFUSED = {
  refused: "refused",
  stale: "came too late",
  denied: "denied",
  edited: "changed by hand"
};
function refusals(page) {
  return some(page, page.facts.refusals, (one) => html`<div class="item"><div class="head"><b>${one.task}</b> ${one.subject}${chip("asks", REFUSED[one.kind])}</div>${one.problems.slice(0, 50).map((problem) => said(problem, page.whole.report))}${one.problems.length > 50 && html`<p class="left">${one.problems.length - 50} more: <code>${page.whole.report}</code></p>`}</div>`);
}
var lines = (page, all) => all.length === 0 ? null : html`<ul>${some(page, all, (one) => html`<li>${said(one, page.whole.report)}</li>`)}</ul>`;
var notices = (page) => lines(page, page.facts.notices.map(({ text, decided }) => `${text}${decided === null ? "" : ` (${decided})`}`));
var tableOf = ([head = [], ...rows]) => html`<table><thead><tr>${head.map((cell) => html`<th>${cell}</th>`)}</tr></thead><tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell.replace(/^ +/, "\u2026 ")}</td>`)}</tr>`)}</tbody></table>`;
function costs(page) {
  const { spent } = page.facts;
  const found = reviewerCells(spent.reviewers);
  return html`${page.cost !== "" && html`<p>${page.cost}</p>`}${spent.agents.length > 0 && tableOf(agentCells(spent.agents))}${found.length > 0 && tableOf(found)}`;
}

// src/render/html/style.ts
var LIGHT = `
--ground:#fff;--panel:#f6f8fa;--text:#1f2328;--muted:#59636e;--line:#d1d9e0;--link:#0550ae;
--good:#116329;--good-on:#dafbe1;--bad:#a40e26;--bad-on:#ffebe9;--warn:#7d4e00;--warn-on:#fff8c5;
--info:#0550ae;--info-on:#ddf4ff;--idle:#59636e;--idle-on:#eff2f5;--bar:#59636e;`;
var DARK = `
--ground:#0d1117;--panel:#151b23;--text:#e6edf3;--muted:#9198a1;--line:#3d444d;--link:#79c0ff;
--good:#56d364;--good-on:#12261e;--bad:#ff9a93;--bad-on:#33161b;--warn:#e3b341;--warn-on:#2b2411;
--info:#79c0ff;--info-on:#121d2f;--idle:#9fa8b3;--idle-on:#212830;--bar:#9198a1;`;
var PAIRS = {
  none: "idle",
  blocked: "idle",
  ready: "info",
  running: "info",
  waiting: "warn",
  done: "good",
  asks: "warn",
  waived: "warn",
  skipped: "idle",
  failed: "bad",
  cancelled: "idle",
  void: "idle",
  mended: "good",
  open: "bad",
  accepted: "warn",
  withdrawn: "idle",
  outside: "info",
  blocker: "bad",
  major: "warn",
  minor: "idle",
  met: "good",
  unmet: "bad",
  unknown: "idle"
};
var pairs = Object.entries(PAIRS).map(([state, name]) => `.s-${state}{--mine:var(--${name});--mine-on:var(--${name}-on)}`).join(`
`);
var STYLE = `:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
${pairs}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:76rem;padding:1.5rem clamp(.75rem,3vw,2rem) 4rem;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
h1{font-size:1.6rem;line-height:1.25;margin:.2rem 0 .8rem;white-space:pre-wrap;unicode-bidi:plaintext}
h2{font-size:1.2rem;margin:2.4rem 0 .7rem;padding-bottom:.3rem;border-bottom:1px solid var(--line)}
h2 small,h3 small{font-weight:400;color:var(--muted)}
h3{font-size:1rem;margin:0}
blockquote{margin:.4rem 0;padding-left:.8rem;border-left:3px solid var(--line)}
p{margin:.35rem 0}
a{color:var(--link)}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.85em;unicode-bidi:isolate;direction:ltr}
pre{margin:.4rem 0;padding:.6rem .7rem;background:var(--panel);border:1px solid var(--line);border-radius:6px;overflow-x:auto;max-width:100%;overflow-wrap:normal}
ul,ol{padding:0;margin:0;list-style:none}
.muted,.left,.meta{color:var(--muted)}
.left,.meta{font-size:.9rem}
.said{white-space:pre-wrap;unicode-bidi:plaintext}
.top{display:flex;flex-wrap:wrap;gap:.3rem .8rem;align-items:center;font-size:.9rem;color:var(--muted)}
.chip{display:inline-block;padding:.05rem .5rem;border-radius:999px;font-size:.8rem;font-weight:600;color:var(--mine,var(--idle));background:var(--mine-on,var(--idle-on))}
.verdict{font-size:1rem;padding:.15rem .8rem}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.6rem;margin:1rem 0 .5rem}
.cards>div{background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:.55rem .75rem}
.cards dt{font-size:.8rem;color:var(--muted)}
.cards dd{margin:0;font-size:1.05rem;font-weight:600}
.cards dd small{display:block;font-size:.8rem;font-weight:400;color:var(--muted)}
dl{margin:0}
nav{display:flex;flex-wrap:wrap;gap:.2rem .9rem;font-size:.9rem;margin:.8rem 0}
.item{border:1px solid var(--line);border-radius:8px;padding:.7rem .85rem;margin:.6rem 0}
.item p:last-child{margin-bottom:0}
.item .head{display:flex;flex-wrap:wrap;gap:.25rem .5rem;align-items:center}
.item .head code{min-width:0}
details>summary{cursor:pointer;padding:.25rem 0}
details.file{border:1px solid var(--line);border-radius:6px;margin:.4rem 0;padding:.1rem .7rem}
details.file>pre{margin:.3rem -.7rem 0;border-width:1px 0 0;border-radius:0 0 6px 6px}
.letter{display:inline-block;width:1.1em;font-weight:600;color:var(--muted)}
.plus{color:var(--good)}
.minus{color:var(--bad)}
.diff span,.excerpt span{display:block;min-width:max-content;padding:0 .7rem;margin:0 -.7rem}
.diff .a{background:var(--good-on);color:var(--good)}
.diff .d{background:var(--bad-on);color:var(--bad)}
.diff .h{color:var(--info);background:var(--info-on)}
.excerpt b{display:inline-block;min-width:3.2em;font-weight:400;color:var(--muted);user-select:none}
.excerpt .mark{background:var(--warn-on);color:var(--text)}
.excerpt .mark b{color:var(--warn)}
table{border-collapse:collapse;font-size:.9rem;width:100%}
th,td{text-align:left;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top}
th{color:var(--muted);font-weight:600}
.scroll{overflow-x:auto;max-width:100%;border:1px solid var(--line);border-radius:8px;padding:.8rem;background:var(--panel)}
#graph{display:block}
.node rect{fill:var(--mine-on);stroke:var(--mine);stroke-width:1}
.node text{fill:var(--mine);font-size:12px;font-family:system-ui,sans-serif}
.node .what{font-weight:600}
.node.s-none rect,.node.s-blocked rect,.node.s-void rect,.node.s-cancelled rect,.node.s-skipped rect{stroke-dasharray:4 3}
.node.s-none rect{stroke:var(--line)}
.node[data-now] rect{stroke-width:3}
.edge{fill:none;stroke:var(--muted);stroke-width:1.2}
.edge.loop{stroke-dasharray:5 3}
.tip{fill:var(--muted)}
.replay{display:grid;grid-template-columns:auto 1fr auto;gap:.3rem .7rem;align-items:center;margin:.6rem 0;position:sticky;top:0;z-index:1;background:var(--ground);padding:.4rem 0}
.replay[hidden]{display:none}
.replay input{width:100%;min-width:0;accent-color:var(--link)}
.replay output{grid-column:1/-1;min-height:3em;font-size:.9rem;unicode-bidi:plaintext}
button{font:inherit;font-size:.9rem;color:var(--text);background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:.15rem .6rem;margin-left:.25rem;cursor:pointer}
.timeline li{display:grid;grid-template-columns:minmax(12rem,18rem) minmax(8rem,1fr) minmax(7rem,11rem);gap:.05rem .8rem;align-items:center;padding:.35rem .3rem;border-bottom:1px solid var(--line)}
.timeline li[data-now]{background:var(--info-on);color:var(--text)}
.timeline svg{width:100%;height:16px;display:block;background:var(--panel);border-radius:4px}
.timeline .took{font-size:.9rem}
.timeline .came{grid-column:2/-1;font-size:.9rem}
.timeline .name{grid-row:1/span 2;align-self:start}
.timeline .name .muted{font-size:.85rem}
.bar{fill:var(--mine);opacity:.85}
.bar.s-skipped,.bar.s-cancelled,.bar.s-void{fill:var(--bar)}
.cut{stroke:var(--muted);stroke-width:1;stroke-dasharray:3 2;vector-effect:non-scaling-stroke}
footer{margin-top:3rem;font-size:.85rem;color:var(--muted);border-top:1px solid var(--line);padding-top:.8rem}
@media (max-width:44rem){
body{font-size:15px}
.timeline li{grid-template-columns:1fr auto}
.timeline .name{grid-row:auto;grid-column:1}
.timeline .took{grid-column:2;grid-row:1;text-align:right}
.timeline .took .muted{display:none}
.timeline svg,.timeline .came{grid-column:1/-1}
.wide thead{display:none}
.wide tr{display:block;border-bottom:1px solid var(--line);padding:.3rem 0}
.wide td{display:block;border:0;padding:.05rem 0}
}
@media print{
:root{${LIGHT}color-scheme:light}
body{max-width:none;padding:0;font-size:11pt}
details::details-content{content-visibility:visible;height:auto}
details>summary{list-style:none}
.replay,nav{display:none}
pre,.scroll{overflow:visible}
pre{white-space:pre-wrap;overflow-wrap:anywhere}
.diff span,.excerpt span{min-width:0}
#graph{max-width:100%;height:auto}
.item,.timeline li,.cards>div{break-inside:avoid}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`;

// src/render/html/timeline.ts
var WIDTH = 1000;
var MIN_WIDTH = 4;
var MAX_GAP = 0.06;
var MAX_ROWS = 1000;
function merged(spans) {
  const all = [];
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = all.at(-1);
    if (last && from <= last[1])
      last[1] = Math.max(last[1], to);
    else
      all.push([from, to]);
  }
  return all;
}
function scaleOf(spans) {
  const work = merged(spans);
  const busy = work.reduce((sum, [from, to]) => sum + to - from, 0);
  const most = Math.max(1, busy * MAX_GAP);
  let begin = 0;
  const placed = work.map(([from, to], index) => {
    const gap = index === 0 ? 0 : from - work[index - 1][1];
    begin += Math.min(gap, most);
    const one = { from, to, begin, isCut: gap > most };
    begin += to - from;
    return one;
  });
  const whole = Math.max(1, begin);
  const at = (time) => {
    const one = placed.findLast(({ from }) => from <= time) ?? placed[0];
    if (one === undefined)
      return 0;
    const next = placed[placed.indexOf(one) + 1]?.begin ?? whole;
    const place = time <= one.to ? one.begin + Math.max(0, time - one.from) : Math.min(next, one.begin + time - one.from);
    return place / whole * WIDTH;
  };
  return { at, cuts: placed.filter((one) => one.isCut).map((one) => at(one.from)) };
}
var minutesOf = (spans) => spans.reduce((sum, [from, to]) => sum + to - from, 0) / 60000;
function bar({ at, cuts }, spans, kind) {
  const rects = spans.map(([from, to]) => {
    const x = Math.min(at(from), WIDTH - MIN_WIDTH);
    return html`<rect class="bar s-${kind}" x="${x.toFixed(1)}" y="3" width="${Math.max(MIN_WIDTH, at(to) - x).toFixed(1)}" height="10"/>`;
  });
  const lines = cuts.map((x) => html`<line class="cut" x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="0" y2="16"/>`);
  return html`<svg viewBox="0 0 ${WIDTH} 16" preserveAspectRatio="none" aria-hidden="true">${lines}${rects}</svg>`;
}
function row(task, scale) {
  const used = task.tokens > 0 ? `, ${tokens(task.tokens)} tokens` : "";
  const took = task.spans.length === 0 ? "" : duration(minutesOf(task.spans));
  const times = task.spans.length > 1 ? `, ${plural(task.spans.length, "start")}` : "";
  const outcome = task.outcome === "" ? STATES[task.state] : task.outcome;
  return html`<li id="task-${task.id}" data-row="${task.id}"><span class="name"><b>${task.id}</b> ${task.subject} <span class="muted">${task.who}</span></span>${bar(scale, task.spans, task.state)}<span class="took">${took}<span class="muted">${times}${used}</span></span><span class="came"><span class="chip s-${task.state}">${STATES[task.state]}</span> ${outcome === STATES[task.state] ? "" : outcome}</span></li>`;
}
function timeline(page) {
  const { tasks, asked, zone } = page;
  const all = [...tasks.flatMap((task) => task.spans), ...asked];
  const scale = scaleOf(all);
  const begun = ({ spans }) => spans[0]?.[0] ?? Number.MAX_VALUE;
  const shown = tasks.toSorted((a, b) => begun(a) - begun(b)).slice(0, MAX_ROWS);
  const [first, last] = [Math.min(...all.map(([from]) => from)), Math.max(...all.map(([, to]) => to))];
  const ends = all.length === 0 ? html`<p class="muted">Nothing has begun yet.</p>` : html`<p class="muted">${moment(new Date(first).toISOString(), zone)} to ${moment(new Date(last).toISOString(), zone)}${scale.cuts.length > 0 ? `; a dashed line stands where nothing went on, and time is left out` : ""}.</p>`;
  const you = asked.length === 0 ? null : html`<li><span class="name"><b>You</b> were asked</span>${bar(scale, asked, "waiting")}<span class="took">${duration(minutesOf(asked))}<span class="muted">, ${plural(asked.length, "question")}</span></span></li>`;
  const more = tasks.length > shown.length ? html`<p class="left">${plural(tasks.length - shown.length, "task")} more: <code>${page.whole.report}</code></p>` : null;
  return html`${ends}<ol class="timeline">${you}${shown.map((task) => row(task, scale))}</ol>${more}`;
}

// src/render/html/page.ts
var BEGINNING = `<!doctype html>
<!-- report of multi-ai. -->
`;
var hashOf = (text) => `'sha256-${new Bun.CryptoHasher("sha256").update(text).digest("base64")}'`;
var policy = () => [
  "default-src 'none'",
  `script-src ${hashOf(SCRIPT)}`,
  `style-src ${hashOf(STYLE)}`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'"
].join("; ");
function outcomeOf({ facts }) {
  const reason = facts.reason === "" ? "" : `: ${oneLine2(facts.reason)}`;
  if (facts.status === "complete") {
    const without = facts.waivers.length;
    return without === 0 ? { state: "done", text: "Complete" } : { state: "asks", text: `Complete, with ${plural(without, "approval")} waived or overruled by the person` };
  }
  if (facts.status === "failed")
    return { state: "failed", text: `Failed${reason}` };
  if (facts.status === "cancelled")
    return { state: "cancelled", text: `Cancelled${reason}` };
  return facts.status === "waiting_for_user" ? { state: "waiting", text: "Not over yet: waits for you" } : { state: "running", text: `Not over yet${reason}` };
}
var card = (name, value, more = null) => html`<div><dt>${name}</dt><dd>${value}${more !== null && html`<small>${more}</small>`}</dd></div>`;
function cards(page) {
  const { facts } = page;
  const end = facts.ended_at ?? page.made;
  const minutes = minutesBetween(facts.started_at, end);
  const { total, main_thread: main } = facts.spent;
  const files = facts.files ?? [];
  const sum = (key) => files.reduce((all, one) => all + one[key], 0);
  const approved = facts.reviewers.filter((one) => one.standing === "approved").length;
  return html`<dl class="cards">${[
    card("Time", duration(minutes), `${moment(facts.started_at, page.zone)} to ${facts.ended_at === null ? "now" : moment(facts.ended_at, page.zone)}`),
    card("Tasks done", facts.tasks, `${facts.fixes} of them ${facts.fixes === 1 ? "a fix" : "fixes"}`),
    facts.reviewers.length > 0 && card("Reviewers", `${approved} of ${facts.reviewers.length}`, "approved"),
    page.panel !== null && card(page.panel.title, `${page.panel.voices.filter((one) => one.approves).length} of ${page.panel.voices.length}`, "approve"),
    facts.findings.length > 0 && card("Findings", facts.findings.length, statesText(foundIn(facts.findings))),
    facts.files !== null && card("Files changed", files.length, `+${sum("added")} \u2212${sum("removed")}`),
    (total.tokens > 0 || main !== null) && card("Tokens", tokens(total.tokens), main === null ? "of the agents" : `of the agents; ${tokens(main.tokens)} of the main thread`),
    page.cost !== "" && card("Cost", moneyText(facts.cost), page.cost)
  ]}</dl>`;
}
function sectionsOf(page) {
  const { facts } = page;
  const all = [
    facts.criteria.length > 0 ? { id: "criteria", title: "Criteria", count: facts.criteria.length, body: criteria(page) } : null,
    { id: "graph-of-tasks", title: "Tasks and loops", count: page.tasks.length, body: [replay(page), graph(page)] },
    { id: "timeline", title: "Timeline", count: null, body: timeline(page) },
    facts.reviewers.length > 0 ? { id: "reviewers", title: "Reviewers", count: facts.reviewers.length, body: reviewers(page) } : null,
    page.panel !== null && page.panel.voices.length > 0 ? { id: "panel", title: page.panel.title, count: page.panel.voices.length, body: voices(page) } : null,
    page.own.length > 0 ? {
      id: "own",
      title: "From the workflow",
      count: null,
      body: html`<pre tabindex="0">${page.own.join(`
`).trim()}</pre>`
    } : null,
    facts.findings.length > 0 ? { id: "findings", title: "Findings", count: facts.findings.length, body: findings(page) } : null,
    page.cost !== "" || facts.spent.agents.length > 0 ? { id: "cost", title: "Cost by agent and reviewer", count: null, body: costs(page) } : null,
    page.tests.length > 0 || facts.tests !== null ? { id: "tests", title: "Tests, run by the program", count: null, body: tests(page) } : null,
    facts.decisions.length > 0 ? { id: "decisions", title: "Decided by the person", count: facts.decisions.length, body: decisions(page) } : null,
    facts.waivers.length > 0 ? {
      id: "waivers",
      title: "Waivers and overrulings, no approvals",
      count: facts.waivers.length,
      body: waivers(page)
    } : null,
    facts.auto && facts.assumptions.length > 0 ? {
      id: "assumed",
      title: "Assumed, never asked",
      count: facts.assumptions.length,
      body: lines(page, facts.assumptions)
    } : null,
    facts.deviations.length > 0 ? {
      id: "deviations",
      title: "Departures from the plan",
      count: facts.deviations.length,
      body: lines(page, facts.deviations)
    } : null,
    facts.refusals.length > 0 ? {
      id: "refusals",
      title: "Refused, stale, denied or edited",
      count: facts.refusals.length,
      body: refusals(page)
    } : null,
    facts.notices.length > 0 ? { id: "notices", title: "Noticed", count: facts.notices.length, body: notices(page) } : null,
    facts.repository.length > 0 ? {
      id: "repository",
      title: "Commits and branches during the run",
      count: facts.repository.length,
      body: lines(page, facts.repository)
    } : null,
    facts.missing.length > 0 ? {
      id: "missing",
      title: "Not on record any more",
      count: facts.missing.length,
      body: lines(page, facts.missing)
    } : null,
    { id: "diff", title: "Final diff", count: null, body: diffSection(page) }
  ];
  return all.filter((one) => one !== null);
}
var sectionOf = ({ id, title, count, body }) => html`<section aria-labelledby="${id}"><h2 id="${id}">${title}${count !== null && html` <small>${count}</small>`}</h2>${body}</section>`;
var MAX_TITLE = 240;
function head(page) {
  const { facts } = page;
  const { state, text } = outcomeOf(page);
  const request = facts.request.trim();
  const isLong = request.length > MAX_TITLE;
  return html`<header><p class="top"><span>Report of multi-ai</span><code>${facts.run}</code><span>${facts.workflow}</span>${facts.auto && html`<span>--auto: no questions</span>`}</p><h1>${isLong ? `${request.slice(0, MAX_TITLE)}\u2026` : request}</h1>${isLong && html`<details><summary>The whole request</summary>${said(request, page.whole.report)}</details>`}<p><span class="chip verdict s-${state}">${text}</span></p>${facts.story !== null && oneLine2(facts.story) !== oneLine2(request) && said(facts.story, page.whole.report)}${cards(page)}</header>`;
}
function pageText(page) {
  const sections = sectionsOf(page);
  const title = oneLine2(page.facts.request).slice(0, 80);
  const body = html`<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${raw(policy())}"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark"><link rel="icon" href="data:,"><title>${title} \u2013 report of multi-ai</title><style>${raw(STYLE)}</style></head>
<body>${head(page)}<nav aria-label="Sections">${sections.map((one) => html`<a href="#${one.id}">${one.title}</a> `)}</nav>
<main>${sections.map((one) => html`${sectionOf(one)}\n`)}</main>
<footer>Made by multi-ai ${page.version} on ${moment(page.made, page.zone)} from the run's journal. ${page.facts.claims.checked} claims of agents were checked, ${page.facts.claims.refused} refused. The same as data: <code>${page.whole.report}</code></footer>
<script type="application/json" id="journal">${replayData(page)}</script>
<script>${raw(SCRIPT)}</script></body></html>
`;
  return BEGINNING + body.text;
}

// src/render/html/events.ts
var MAX_SAID2 = 300;
var said2 = (text) => text ? `: ${cut(oneLine2(text), MAX_SAID2)}` : "";
var list = (ids) => ids.join(", ");
var words2 = (name) => name.replaceAll("_", " ");
var WORDS = {
  run_created: (one) => `The run begins${said2(one.request.text)}`,
  task_created: (one) => one.kind === "fix" ? `is added: it answers ${one.fixes ?? "a review"}` : one.kind === "rereview" ? "is added: another look" : "is planned",
  task_blocked: (one) => `now waits for ${list(one.by)}`,
  dispatched: () => "starts",
  spent: (one) => `has used ${one.tokens} tokens in ${plural(one.tool_calls, "tool call")}`,
  bound: () => "has its agent",
  wrote: () => "has written its result",
  check_started: () => "runs as a check of the program",
  sent: (one) => `sends ${plural(one.files.length + one.more, "file")} to ${one.provider}`,
  tests_decided: (one) => `Test commands ${one.approved ? "approved" : "not approved"} (${one.by})${said2(one.commands.join("; "))}`,
  tested: (one) => `Tests ${one.baseline ? "before the work" : "run"}: ${words2(one.outcome)}`,
  check_failed: (one) => `could not be checked${said2(one.message)}`,
  refused: (one) => `is sent back${said2(one.problems.join("; "))}`,
  returned: (one) => `has to start again (${words2(one.reason)})${said2(one.note)}`,
  accepted: (one) => {
    const found = countText(one.findings);
    const prior = one.prior.filter((two) => two.state !== "open").map((two) => `${two.id} ${two.state}`);
    const more = [found, ...prior].filter((part) => part !== "");
    return `hands in: ${words2(one.outcome)}${more.length === 0 ? "" : ` (${more.join(", ")})`}`;
  },
  task_done: (one) => one.waiver === null ? "is done" : `is done: ${one.waiver.kind} by the person${said2(one.waiver.reason)}`,
  task_skipped: () => "is left out",
  item_planned: (one) => `Item ${one.item} is planned${said2(one.title)}`,
  item_dropped: (one) => `Item ${one.item} is dropped${said2(one.reason)}`,
  options_set: () => "The run's options are set",
  task_cancelled: () => "is cancelled",
  task_voided: () => "does not count any more",
  substituted: (one) => `is done by ${one.who.agent} instead`,
  asked: (one) => `The person is asked ${one.question} (${words2(one.kind)})${said2(one.text)}`,
  settings_read: () => "Changed settings are read",
  reason_wanted: (one) => `${one.question} wants a reason`,
  shown: (one) => `${list(one.questions)} is shown`,
  answered: (one) => `The person answers ${one.question}: ${words2(one.option)}${said2(one.text)}`,
  edited: (one) => `${oneLine2(one.path)} was changed by hand`,
  noticed: (one) => `Noticed${said2(one.text)}`,
  question_closed: (one) => `${one.question} is closed`,
  auto_approved: (one) => `passes without asking (${words2(one.kind)})`,
  request_changed: (one) => `The request is changed${said2(one.request.text)}`,
  delivered: () => "The session is told what comes next",
  attached: () => "A session takes the run",
  agent_gone: () => "An agent is gone",
  agent_ended: () => "An agent has ended",
  host_task: () => "stands in the host's list of tasks",
  host_blocked: (one) => `waits for ${list(one.by)} in the host's list, too`,
  host_completed: () => "is ticked off in the host's list",
  ended: (one) => `The run is ${one.status}${said2(one.reason)}`,
  released: () => "The session is let go",
  held: (one) => `The run waits${said2(one.message)}`,
  went_on: () => "The run goes on"
};
function eventWords(event, nameOf) {
  const text = WORDS[event.type](event);
  const task = "task" in event ? event.task : null;
  if (!task)
    return text;
  return /^[A-Z]/.test(text) ? `${text} [${nameOf(task)}]` : `${nameOf(task)} ${text}`;
}

// src/cli/report-page.ts
var MAX_DIFF = 1e6;
var MAX_FILE_LINES = 4000;
var MAX_LONG = 200;
var AROUND = 3;
var MAX_MARKED = 12;
var MAX_LINE2 = 400;
var MAX_OWN = 100;
var mask = maskOf([]);
var masked = (text) => mask([text])[0] ?? "";
function stateOf(task, passed) {
  if (task.void)
    return "void";
  if (task.status !== "done")
    return task.status;
  if (task.waiver !== null)
    return "waived";
  return passed() === false ? "asks" : "done";
}
function batches(events) {
  const all = [];
  for (const event of events) {
    if (event.batch === undefined || event.batch[0] === 1)
      all.push([event]);
    else
      all.at(-1)?.push(event);
  }
  return all;
}
var isAsBefore = (a, b) => a.status === b.status && a.outcome === b.outcome && a.waiver === b.waiver && a.void === b.void;
function stepsOf(events, places) {
  const steps = [];
  const looked = new Map;
  const passedIn = (run, task) => task.outcome === null ? null : isGood(run, task, task.outcome);
  let run = null;
  for (const batch of batches(events)) {
    run = foldRecorded(run, batch);
    const now = run;
    const nameOf = (id) => `${id} ${taskOf(now, id)?.subject ?? ""}`.trim();
    for (const event of batch) {
      const task = ("task" in event ? event.task : null) ?? null;
      steps.push({ seq: event.seq, at: event.at, said: eventWords(event, nameOf), task, changed: [] });
    }
    for (const task of now.tasks) {
      const before = looked.get(task.id);
      if (before !== undefined && isAsBefore(before, task))
        continue;
      const { status, outcome, waiver } = task;
      const state = stateOf(task, () => passedIn(now, task));
      looked.set(task.id, { status, outcome, waiver, void: task.void, state });
      const place = places.get(task.id);
      if (place !== undefined && before?.state !== state)
        steps.at(-1).changed.push([place, state]);
    }
  }
  return steps;
}
var ENDS = new Set([
  "accepted",
  "returned",
  "check_failed",
  "task_cancelled",
  "task_voided",
  "task_done",
  "task_skipped"
]);
function spansOf(events, end) {
  const work = new Map;
  const since = new Map;
  const questions = new Map;
  const asked = [];
  const close = (task, at) => {
    const from = since.get(task);
    if (from === undefined)
      return;
    since.delete(task);
    work.set(task, [...work.get(task) ?? [], [from, Math.max(from, at)]]);
  };
  for (const event of events) {
    const at = Date.parse(event.at);
    if (event.type === "dispatched")
      since.set(event.task, at);
    else if (ENDS.has(event.type) && "task" in event && event.task)
      close(event.task, at);
    if (event.type === "asked")
      questions.set(event.question, at);
    if (event.type === "answered" || event.type === "question_closed") {
      const from = questions.get(event.question);
      if (from !== undefined)
        asked.push([from, Math.max(from, at)]);
      questions.delete(event.question);
    }
  }
  for (const task of [...since.keys()])
    close(task, end);
  for (const from of questions.values())
    asked.push([from, Math.max(from, end)]);
  return { work, asked };
}
var testRuns = (events) => events.flatMap((event) => event.type === "tested" ? [
  {
    at: event.at,
    task: event.task,
    baseline: event.baseline,
    outcome: event.outcome,
    commands: event.commands.map(({ command, state, passed, failed, skipped = 0, ms }) => ({
      command: masked(command),
      state,
      passed,
      failed,
      skipped,
      ms
    }))
  }
] : []);
function roundsOf(project, run, view) {
  const views = new Map(view.tasks.map((one) => [one.id, one]));
  return reviewGates(run).flatMap((gate) => run.tasks.filter((task) => task.gate === gate.key && task.kind !== "fix" && (task.outcome !== null || task.waiver !== null)).map((task) => {
    const shown = views.get(task.id);
    const summary = accepted(project, task.artifact)?.summary ?? null;
    return {
      reviewer: gate.title,
      task: task.id,
      subject: task.subject,
      outcome: shown?.outcome ?? "",
      summary,
      minutes: shown?.spent.minutes ?? 0
    };
  }));
}
function excerptOf2(text, line, quote) {
  const lines = text.split(/\r?\n/);
  const wanted = quote.split(`
`).map((one) => one.trim()).filter((one) => one !== "");
  const [first] = wanted;
  const found = first === undefined ? [] : lines.flatMap((one, at) => one.includes(first) ? [at + 1] : []);
  const at = found.toSorted((a, b) => Math.abs(a - (line ?? 1)) - Math.abs(b - (line ?? 1)))[0] ?? line;
  if (at === null || at < 1 || at > lines.length)
    return null;
  const last = Math.min(lines.length, at + Math.min(MAX_MARKED, Math.max(1, found.length > 0 ? wanted.length : 1)) - 1);
  const from = Math.max(1, at - AROUND);
  const shown = lines.slice(from - 1, Math.min(lines.length, last + AROUND));
  return {
    first: from,
    lines: masked(shown.join(`
`)).split(`
`).map((one) => one.length > MAX_LINE2 ? `${one.slice(0, MAX_LINE2)}\u2026` : one),
    marked: [at, last]
  };
}
function placeOf({ place }) {
  if (place === null)
    return null;
  const [, file, line] = /^(.*?)(?::(\d+))?$/s.exec(place) ?? [];
  return file ? { file, line: line === undefined ? null : Number(line) } : null;
}
var TREES_AT_ONCE = 100;
function textsOf(project, wanted) {
  try {
    return readTrees(project.root, new Map(wanted), treeStore(project));
  } catch {
    return wanted.length === 1 ? new Map : new Map(wanted.flatMap((one) => [...textsOf(project, [one])]));
  }
}
function excerptsOf(project, run, caught) {
  const isSecret = denyList(run.settings.secrets);
  const shown = shownFindings(caught).slice(0, MAX_FINDINGS);
  const wanted = shown.flatMap((at) => {
    const one = caught[at];
    const place = placeOf(one);
    const tree = taskOf(run, one.task)?.reviewed ?? null;
    return place !== null && isTree(tree) && !isSecret(place.file) ? [{ at, tree, ...place, quote: one.quote }] : [];
  });
  const excerpts = new Map;
  const byTree = [...Map.groupBy(wanted, (one) => one.tree)];
  for (let from = 0;from < byTree.length; from += TREES_AT_ONCE) {
    const some = byTree.slice(from, from + TREES_AT_ONCE);
    const texts = textsOf(project, some.map(([tree, all]) => [tree, all.map((one) => one.file)]));
    for (const { at, tree, file, line, quote } of some.flatMap(([, all]) => all)) {
      const text = texts.get(tree)?.get(file) ?? null;
      const excerpt = text === null ? null : excerptOf2(text, line, quote);
      if (excerpt !== null)
        excerpts.set(at, excerpt);
    }
  }
  return excerpts;
}
function diffOf(project, run, { base, final, files }) {
  const long = new Set((files ?? []).filter((one) => one.added + one.removed > MAX_FILE_LINES).slice(0, MAX_LONG).map((one) => one.path));
  if (files !== null && files.length === 0)
    return { diff: { text: "", truncated: false }, long };
  if (base === null || final === null)
    return { diff: null, long };
  try {
    const isSecret = denyList(run.settings.secrets);
    const isShown = (path) => !long.has(path);
    const diff = diffText(project.root, base, final, treeStore(project), MAX_DIFF, isSecret, isShown);
    return { diff: { ...diff, text: masked(diff.text) }, long };
  } catch {
    return { diff: null, long };
  }
}
function pageTasks(run, view, work) {
  const views = new Map(view.tasks.map((one) => [one.id, one]));
  return run.tasks.map((task) => {
    const shown = views.get(task.id);
    return {
      id: task.id,
      subject: task.subject,
      who: [shown.agent, shown.model].filter((word) => word !== "").join(", "),
      kind: task.kind,
      fixes: task.fixes,
      after: task.blocked_by,
      state: stateOf(task, () => shown.passed),
      outcome: shown.outcome,
      spans: work.get(task.id) ?? [],
      tokens: shown.spent.tokens
    };
  });
}
function ownLines(facts) {
  const own = moduleOf(facts.workflow).report.lines?.(facts, { ...PLAIN_LAYOUT, width: 110 }, MAX_OWN);
  return own === undefined ? [] : [own.head, own.reviews, own.closing, own.foot].flat();
}
function pageOf({ place, run, facts, view, events, whole, zone }) {
  const made = new Date().toISOString();
  const own = events.filter((event) => event.run === run.run);
  const end = Date.parse(isLive(run) ? made : run.updated_at);
  const { work, asked } = spansOf(own, end);
  const tasks = pageTasks(run, view, work);
  const steps = stepsOf(own, new Map(tasks.map(({ id }, at) => [id, at])));
  return {
    facts,
    own: ownLines(facts),
    panel: moduleOf(facts.workflow).report.panel?.(facts) ?? null,
    cost: pricedText(facts.cost),
    tasks,
    steps,
    events: own.length,
    asked,
    rounds: roundsOf(place, run, view),
    tests: testRuns(own),
    excerpts: excerptsOf(place, run, facts.findings),
    ...diffOf(place, run, facts),
    whole: { ...whole, diff: facts.snapshot === null ? null : `git diff ${facts.snapshot}` },
    made,
    version: VERSION,
    zone
  };
}

// src/cli/write-page.ts
import {
  closeSync,
  constants,
  existsSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync
} from "fs";
import { dirname, join, relative, resolve } from "path";
var NAME = "report.html";

class NoPage extends Error {
}
var ELSEWHERE = "Name another place with --html=<file>.";
function pagePath(project, from, named) {
  if (named === null)
    return join(project.task, NAME);
  const path = resolve(from, named);
  if (!/[^/]\.html?$/i.test(path))
    throw new NoPage(`${oneLine2(named)} is no name of a page: it has to end in .html.`);
  return path;
}
function refuseLinks(project, folder) {
  if (!isInside(folder, project.root))
    return;
  const way = relative(project.root, folder);
  if (way === "" || way.startsWith(".."))
    return;
  const names = way.split("/");
  for (let at = 1;at <= names.length; at++)
    ownFolder(join(project.root, ...names.slice(0, at)));
}
function refuseOthers(path) {
  const fd = openRegular(path, constants.O_RDONLY);
  if (fd === null)
    return;
  try {
    const begins = readRange(fd, 0, BEGINNING.length).toString("utf8");
    if (begins !== BEGINNING)
      throw new NoPage(`${oneLine2(path)} is there already and is no report of multi-ai. ${ELSEWHERE}`);
  } finally {
    closeSync(fd);
  }
}
function replace(path, bytes) {
  const temporary = temporaryName(path);
  const fd = openSync(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 384);
  try {
    for (let done = 0;done < bytes.length; )
      done += writeSync(fd, bytes, done);
    closeSync(fd);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
var REASONS = {
  EACCES: "you have no permission to write there",
  EPERM: "you have no permission to write there",
  EROFS: "that disk can only be read",
  ENOSPC: "the disk is full",
  EDQUOT: "your share of the disk is full",
  ENOTDIR: "a file stands where a folder should",
  ENAMETOOLONG: "its name is too long"
};
function writePage(project, path, text) {
  const bytes = Buffer.from(text);
  const folder = dirname(path);
  try {
    refuseLinks(project, folder);
    if (folder === project.task)
      createTaskFolder(folder);
    else if (!existsSync(folder))
      throw new NoPage(`There is no folder ${oneLine2(folder)}. ${ELSEWHERE}`);
    else if (!statSync(folder).isDirectory())
      throw new NoPage(`${oneLine2(folder)} is no folder. ${ELSEWHERE}`);
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new NoPage(`${oneLine2(path)} is a link, and is not followed: remove it. ${ELSEWHERE}`);
    refuseOthers(path);
    replace(path, bytes);
    return bytes.length;
  } catch (error) {
    if (error instanceof NoPage)
      throw error;
    if (error instanceof UnsafeFile)
      throw new NoPage(`${oneLine2(path)} is not written: ${oneLine2(error.path)} ${error.problem}. ${ELSEWHERE}`);
    const code = errorCode(error);
    if (code === undefined)
      throw error;
    throw new NoPage(`${oneLine2(path)} cannot be written: ${REASONS[code] ?? code}. ${ELSEWHERE}`);
  }
}

// src/cli/report-file.ts
function reportFile(call, { place, run, kept }, facts) {
  const of = kept === "here" ? "" : ` --run ${run.run}`;
  try {
    const file = pagePath(call.project, call.from, call.value("html"));
    const text = pageText(pageOf({
      place,
      run,
      facts,
      view: viewOf3(place, run, kept, reachOf(call, run, place.task)),
      events: recordedEvents(place),
      whole: { report: here(`report --json${of}`), log: here(`log${of}`) },
      zone: call.zone ?? "UTC"
    }));
    const bytes = writePage(call.project, file, text);
    return done(`${oneLine2(file)} (${bytesText(bytes)})`, { file, bytes });
  } catch (error) {
    if (error instanceof NoPage)
      return no(error.message);
    throw error;
  }
}
export {
  reportFile
};
