// @bun
import {
  here
} from "./s12.js";
import {
  table,
  someOf,
  fold2,
  oneLine2
} from "./s28.js";
import {
  disk,
  writeFileAtomic,
  makeFolders,
  removeFile
} from "./s25.js";
import {
  PLANNING,
  REQUIREMENTS,
  ROADMAP,
  STATE,
  PHASES,
  ROADMAP_CHANGE
} from "./s40.js";
import {
  pauseNotes,
  keepPauseNotes,
  writeState
} from "./s175.js";
import {
  MOVING,
  leftProblem,
  folderNumber,
  isReserved,
  placeRoadmap,
  numbersIn,
  readOverview,
  hasPlanning,
  readRoadmap
} from "./s126.js";
import {
  isFinished,
  routeOf,
  typedIn,
  routeWords,
  routeText
} from "./s69.js";
import {
  routeFacts
} from "./s231.js";
import {
  setTraceability
} from "./s102.js";
import {
  cellsOf,
  findTable,
  rowText,
  phaseLine,
  phaseSection,
  progressRow
} from "./s198.js";
import {
  planCommits
} from "./s228.js";
import {
  splitLines,
  joinLines,
  putLines
} from "./s42.js";
import {
  problemText,
  slugOf
} from "./s72.js";
import {
  plainNumber,
  twoDigits,
  planId,
  samePhase,
  byNumber
} from "./s43.js";
import {
  splitFrontMatter
} from "./s202.js";
import {
  isFolder,
  namesIn,
  readText,
  alone,
  isSafe,
  writeBelow
} from "./s120.js";
import {
  _lte,
  _gte,
  string,
  int,
  array,
  object
} from "./s1.js";
import {
  readJson
} from "./s26.js";

// src/workflows/phases/planning/change-roadmap.ts
import { dirname, join } from "path";

// src/workflows/phases/planning/roadmap-change.ts
var renames = ({ kind }) => kind !== "insert";
var REMOVED = `${PLANNING}/removed`;

class Refused extends Error {
  problem;
  constructor(problem) {
    super(problem.problem);
    this.problem = problem;
  }
}
var refuse = (problem, line = null, file = ROADMAP) => {
  throw new Refused({ file, line, problem });
};
var whole = (number) => plainNumber(number).split(".")[0];
var nameIn = (path) => path.split("/").at(-1);
var numberOf = (folder) => folderNumber(nameIn(folder));
function planChange(files, change) {
  const text = files.texts.get(ROADMAP);
  if (text === undefined)
    return {
      ok: false,
      problems: [{ file: ROADMAP, line: null, problem: "it is missing, expected the project's phases" }]
    };
  const placed = placeRoadmap(text, ROADMAP);
  const { problems, phases } = placed;
  const doubled = doubledProblems(phases, files.folders);
  if (problems.length + doubled.length > 0)
    return { ok: false, problems: [...problems, ...doubled] };
  try {
    const moves = change.kind === "insert" ? inserted(files, text, placed, change) : change.kind === "remove" ? removed(files, placed, change.phase) : moved(files, placed, change.phase, change.before);
    return { ok: true, moves };
  } catch (error) {
    if (error instanceof Refused)
      return { ok: false, problems: [error.problem] };
    throw error;
  }
}
function doubledProblems(phases, folders) {
  const problems = [];
  const lines = new Map;
  for (const { phase } of phases) {
    const number = plainNumber(phase.number);
    const first = lines.get(number);
    if (first === undefined)
      lines.set(number, phase.line);
    else
      problems.push({
        file: ROADMAP,
        line: phase.line,
        problem: `found Phase ${phase.number} once more (first in line ${first}), expected it once`
      });
  }
  const names = new Map;
  for (const folder of folders) {
    const number = folder.startsWith(`${PHASES}/`) ? numberOf(folder) : null;
    if (number === null)
      continue;
    const first = names.get(number);
    if (first === undefined)
      names.set(number, nameIn(folder));
    else
      problems.push({
        file: PHASES,
        line: null,
        problem: `found ${first} and ${nameIn(folder)} with the number ${number}, expected one folder for it`
      });
  }
  return problems;
}
function missingNumbers(phases) {
  const wholes = phases.filter((one) => !one.number.includes(".")).toSorted((a, b) => byNumber(a.number, b.number));
  return wholes.slice(1).flatMap(({ number, line }, at) => {
    const before = Number(wholes[at].number);
    if (Number(number) <= before + 1)
      return [];
    return [
      { file: ROADMAP, line, problem: `found Phase ${number} behind Phase ${before}, expected Phase ${before + 1}` }
    ];
  });
}
function knownPhases(files, { phases, bare }) {
  const worked = new Map;
  for (const path of files.files) {
    if (!/(?:SUMMARY|VERIFICATION)\.md$/.test(path))
      continue;
    const number = numberOf(path.split("/").slice(0, 3).join("/"));
    if (number !== null && !worked.has(number))
      worked.set(number, path);
  }
  const known = phases.map(({ phase: { number, done } }) => {
    const file = worked.get(number);
    return { number, fixed: done || file !== undefined, why: done ? "it is done" : `there is ${file} already` };
  });
  return [...known, ...bare.map(({ number }) => ({ number, fixed: true, why: "it is done" }))];
}
function found(phases, number) {
  const one = phases.find(({ phase }) => samePhase(phase.number, number));
  const numbers = phases.map(({ phase }) => phase.number);
  return one ?? refuse(`found no Phase ${plainNumber(number)}, expected one of ${someOf(numbers, 20) || "none"}`);
}
function usedNumbers(files, text) {
  const named = [...text.matchAll(/^[ \t]*(?:#{2,4}|[-*+])[ \t].*?\bPhase[ \t]+(\d{1,4}(?:\.\d{1,3})*)/gim)].map((one) => one[1]);
  const folders = files.folders.flatMap((one) => one.startsWith(`${PHASES}/`) ? numberOf(one) ?? [] : []);
  return [...named, ...folders].map(plainNumber).filter((one) => !isReserved(one));
}
function inserted(files, text, placed, { after, phase }) {
  const { phases } = placed;
  if (phases.length === 0)
    refuse("found no phase with a section, expected one to put another behind");
  const used = usedNumbers(files, text);
  const before = after === null ? null : whole(found(phases, after).phase.number);
  const decimals = used.filter((one) => one.startsWith(`${before}.`)).map((one) => Number(one.split(".")[1]));
  const number = before === null ? String(1 + Math.max(...used.map((one) => Number(whole(one))))) : `${before}.${1 + Math.max(0, ...decimals)}`;
  for (const one of phase.depends_on) {
    found(phases, one);
    if (byNumber(one, number) >= 0)
      refuse(`found that the new Phase ${number} depends on Phase ${one}, expected earlier ones`);
  }
  return {
    ...{ phase: number, numbers: [], folders: [], files: [], unmapped: [] },
    texts: [
      { path: ROADMAP, text: withPhase(text, placed, { ...phase, number }) },
      { path: `${PHASES}/${twoDigits(number)}-${slugOf(phase.name)}/.gitkeep`, text: "" }
    ]
  };
}
function withPhase(text, { phases, lines: read }, phase) {
  const lines = splitLines(text);
  const earlier = phases.filter((one) => byNumber(one.phase.number, phase.number) < 0);
  const previous = (earlier.length > 0 ? earlier : phases).toSorted((a, b) => byNumber(a.phase.number, b.phase.number)).at(-1);
  const table = findTable(lines, ["phase", "plans complete", "status"], (at) => read[at]?.kind === "plain");
  const row = table?.rows.findLast((at) => byNumber(rowNumber(lines[at].text) ?? "9999", phase.number) < 0);
  const cells = cellsOf(progressRow(phase));
  const made = table?.columns.map((name) => ({ phase: cells[0], "plans complete": cells[1], status: cells[2] })[name] ?? "-");
  let end = previous.to;
  while (end > previous.from + 1 && lines[end - 1].text.trim() === "")
    end--;
  const level = "#".repeat(read[previous.from].heading.level);
  const section = phaseSection(phase);
  const box = earlier.flatMap((one) => one.boxes).toSorted((a, b) => a - b).at(-1);
  const puts = [
    { at: end, texts: ["", section[0].replace(/^#+/, level), ...section.slice(1)] },
    ...row === undefined ? [] : [{ at: row + 1, texts: [rowText(made)] }],
    ...box === undefined ? [] : [{ at: box + 1, texts: [phaseLine(phase)] }]
  ];
  for (const { at, texts } of puts.toSorted((a, b) => b.at - a.at))
    putLines(lines, at, 0, texts);
  return joinLines(lines);
}
var ROW_NUMBER = /^((?:Phase[ \t]+)?)(\d{1,4}(?:\.\d{1,3})*)(?=[.:\s]|$)/i;
function rowNumber(row) {
  const number = ROW_NUMBER.exec(cellsOf(row)[0] ?? "")?.[2];
  return number === undefined ? null : plainNumber(number);
}
function removed(files, placed, number) {
  const { phase } = found(placed.phases, number);
  const known = knownPhases(files, placed);
  const own = known.find((one) => samePhase(one.number, phase.number));
  if (placed.phases.length === 1)
    refuse(`found Phase ${phase.number} alone, expected another one beside it; insert that first`, phase.line);
  if (own.fixed)
    refuse(`found Phase ${phase.number}, and ${own.why}; expected one that nothing was done in`, phase.line);
  const inner = known.filter((one) => whole(one.number) === phase.number && one.number !== phase.number);
  if (!phase.number.includes(".") && inner.length > 0)
    refuse(`found Phase ${phase.number} with ${inner.map((one) => one.number).join(", ")} behind it; expected those to be removed first`, phase.line);
  const rest = known.filter((one) => one !== own);
  const isDecimal = phase.number.includes(".");
  const pool = known.map((one) => one.number).filter((one) => one.includes(".") === isDecimal && (!isDecimal || whole(one) === whole(phase.number)));
  const order = pool.filter((one) => one !== phase.number).toSorted(byNumber);
  const numbers = numbersFor(order, pool.toSorted(byNumber), rest);
  return { phase: phase.number, ...movesOf(files, placed, { numbers, gone: phase.number }) };
}
function moved(files, placed, number, before) {
  const { phases } = placed;
  const one = found(phases, number).phase.number;
  const other = before === null ? null : found(phases, before).phase.number;
  if (one.includes(".") || other?.includes("."))
    refuse(`found a decimal phase, expected whole ones: Phase ${one} ${one.includes(".") ? "belongs to the phase that it is in" : "can be before a whole one"}`);
  const known = knownPhases(files, placed);
  const pool = [...new Set(known.map((each) => whole(each.number)))].toSorted(byNumber);
  const others = pool.filter((each) => each !== one);
  const at = other === null || other === one ? others.length : others.indexOf(other);
  const order = other === one ? pool : [...others.slice(0, at), one, ...others.slice(at)];
  const numbers = numbersFor(order, pool, known);
  return { phase: numbers.get(one) ?? one, ...movesOf(files, placed, { numbers, gone: null }) };
}
function numbersFor(order, pool, known) {
  const numbers = new Map;
  for (const [at, old] of order.entries()) {
    if (old === pool[at])
      continue;
    numbers.set(old, pool[at]);
    if (old.includes("."))
      continue;
    for (const { number } of known)
      if (number.startsWith(`${old}.`))
        numbers.set(number, `${pool[at]}${number.slice(old.length)}`);
  }
  const fixed = known.find((one) => one.fixed && numbers.has(one.number));
  if (fixed !== undefined)
    refuse(`found that Phase ${fixed.number} would become Phase ${numbers.get(fixed.number)}, and ${fixed.why}; expected a change behind all that was begun`);
  return numbers;
}
function movesOf(files, placed, { numbers, gone }) {
  const { phases } = placed;
  const own = gone === null ? null : found(phases, gone).phase;
  const newNumber = (number) => numbers.get(number) ?? number;
  const dependsOn = new Map(phases.map(({ phase }) => [
    phase.number,
    [...new Set(phase.depends_on.flatMap((one) => one === gone ? own.depends_on : [one]).map(newNumber))]
  ]));
  for (const { phase } of phases) {
    const late = phase.number === gone ? undefined : dependsOn.get(phase.number).find((one) => byNumber(one, newNumber(phase.number)) >= 0);
    if (late !== undefined && numbers.size > 0)
      refuse(`found that Phase ${phase.number} (${phase.name}) would be Phase ${newNumber(phase.number)} and depend on Phase ${late}; expected it behind what it depends on`, phase.line);
  }
  const folders = folderMoves(files, numbers, gone);
  const names = new Map(folders.filter((one) => one.to.startsWith(`${PHASES}/`)).map(({ from, to }) => [nameIn(from), nameIn(to)]));
  const references = referencesIn(names, numbers);
  const texts = [];
  const renamed = [];
  for (const path of files.files) {
    const folder = folders.find((one) => path.startsWith(`${one.from}/`));
    const place = folder === undefined ? path : folder.to + path.slice(folder.from.length);
    const old = folder === undefined ? null : numberOf(folder.from);
    const to = old === null || !numbers.has(old) ? place : withFileNumber(place, old, newNumber(old));
    if (to !== place)
      renamed.push({ from: place, to });
    const before = files.texts.get(path);
    if (before === undefined || folder !== undefined && !numbers.has(old))
      continue;
    const after = references(folder === undefined ? before : ownNumbers(before, old, newNumber(old)));
    if (after !== before)
      texts.push({ path: to, text: after });
  }
  const put = (path, edit) => {
    const before = files.texts.get(path);
    const after = before === undefined ? undefined : edit(before);
    if (after !== undefined && after !== before)
      texts.push({ path, text: after });
  };
  put(ROADMAP, (before) => references(renumbered(before, placed, { numbers, gone }, dependsOn)));
  put(REQUIREMENTS, (before) => withTraceability(before, numbers, gone));
  put(STATE, (before) => references(withStateNumber(before, numbers)));
  const mapped = new Set(phases.filter(({ phase }) => phase.number !== gone).flatMap(({ phase }) => phase.requirements));
  return {
    numbers: [...numbers].map(([from, to]) => ({ from, to })),
    ...{ folders, files: renamed, texts },
    unmapped: own?.requirements.filter((id) => !mapped.has(id)) ?? []
  };
}
function folderMoves({ folders }, numbers, gone) {
  const own = folders.filter((one) => one.startsWith(`${PHASES}/`));
  const moves = own.flatMap((from) => {
    const number = numberOf(from);
    if (number === null)
      return [];
    if (number === gone)
      return [{ from, to: freePlace(`${REMOVED}/${nameIn(from)}`, folders) }];
    const to = numbers.get(number);
    return to === undefined ? [] : [{ from, to: `${PHASES}/${twoDigits(to)}${nameIn(from).replace(/^[\d.]+/, "")}` }];
  });
  const leaving = new Set(moves.map((one) => one.from));
  for (const { from, to } of moves) {
    const there = own.find((one) => !leaving.has(one) && numberOf(one) !== null && samePhase(numberOf(one), numberOf(to)));
    if (to.startsWith(`${PHASES}/`) && there !== undefined)
      refuse(`found ${nameIn(there)} where ${nameIn(from)} would become ${nameIn(to)}, and the roadmap has no such phase; expected no folder of that number`, null, PHASES);
  }
  return moves;
}
function freePlace(path, taken) {
  for (let count = 1;; count++) {
    const place = count === 1 ? path : `${path}-${count}`;
    if (!taken.includes(place))
      return place;
  }
}
function withFileNumber(path, old, to) {
  const parts = path.split("/");
  const name = /^(\d{1,4}(?:\.\d{1,3})*)(-.*)$/.exec(parts[3] ?? "");
  if (name === null || !samePhase(name[1], old))
    return path;
  return [...parts.slice(0, 3), `${twoDigits(to)}${name[2]}`, ...parts.slice(4)].join("/");
}
var inForm = (written, to) => /^0\d/.test(written) ? twoDigits(to) : plainNumber(to);
var FILE = /(?<![\w.-])(\d{1,4}(?:\.\d{1,3})*)-((?:\d{1,4}-)?(?:[a-z0-9-]+-)?[A-Z][A-Z-]*\.md)(?!\w)/g;
var FOLDER = /(?<![\w.-])(\d{1,4}(?:\.\d{1,3})*-[\w-]*\w)(?![\w-])/g;
function referencesIn(names, numbers) {
  const either = new RegExp(`${FILE.source}|${FOLDER.source}`, "g");
  return (text) => text.replace(either, (all, number, rest) => {
    if (number === undefined)
      return names.get(all) ?? all;
    const to = numbers.get(plainNumber(number));
    return to === undefined ? all : `${twoDigits(to)}-${rest}`;
  });
}
function ownNumbers(text, old, to) {
  const lines = splitLines(text);
  const { yaml, bodyLine } = splitFrontMatter(text);
  let inDepends = false;
  for (let at = 1;yaml !== null && at < bodyLine - 1; at++) {
    const line = lines[at];
    if (/^[\w-]/.test(line.text))
      inDepends = /^depends_on[ \t]*:/.test(line.text);
    if (inDepends)
      line.text = line.text.replace(/(?<![\w.-])(\d{1,4}(?:\.\d{1,3})*)(?=-\d{1,4}(?![\w.]*\d))/g, (all) => samePhase(all, old) ? twoDigits(to) : all);
    line.text = line.text.replace(/^(phase[ \t]*:[ \t]*["']?)(\d{1,4}(?:\.\d{1,3})*)(?=["' \t]*(?:#.*)?$)/, (all, label, number) => samePhase(number, old) ? label + inForm(number, to) : all);
  }
  const title = lines.find((line, at) => at >= bodyLine - 1 && /^#[ \t]/.test(line.text));
  if (title !== undefined)
    title.text = title.text.replace(/^(#[ \t]+Phase[ \t]+)(\d{1,4}(?:\.\d{1,3})*)/i, (all, label, number) => samePhase(number, old) ? label + inForm(number, to) : all);
  return joinLines(lines);
}
var withTraceability = (text, numbers, gone) => {
  const edited = setTraceability(text, (cell) => {
    const left = cell.split(",").map((one) => one.trim()).filter((one) => gone === null || !numbersIn(one).includes(gone)).map((one) => one.replace(/\d{1,4}(?:\.\d{1,3})*/g, (all) => inForm(all, numbers.get(plainNumber(all)) ?? all)));
    const next = left.join(", ") || "-";
    return next === cell ? null : next;
  });
  return edited.ok ? edited.text : text;
};
var withStateNumber = (text, numbers) => text.replace(/^([ \t]*(?:\*\*)?(?:Phase:(?:\*\*)?|current_phase:)[ \t]*["']?)(\d{1,4}(?:\.\d{1,3})*)/gm, (all, label, number) => {
  const to = numbers.get(plainNumber(number));
  return to === undefined ? all : label + inForm(number, to);
});
function renumbered(text, { phases, lines: read }, { numbers, gone }, dependsOn) {
  const lines = splitLines(text);
  const drop = new Set;
  const table = findTable(lines, ["phase", "status"], (at) => read[at]?.kind === "plain");
  const rows = (table?.rows ?? []).flatMap((at) => {
    const number = rowNumber(lines[at].text);
    return number === null ? [] : [{ at, number }];
  });
  for (const one of phases) {
    const { phase, from, to, boxes } = one;
    if (phase.number === gone) {
      for (const at of boxes)
        drop.add(at);
      const isLast = to === lines.length && lines.at(-1).text === "";
      for (let at = from;at < to - (isLast ? 1 : 0); at++)
        drop.add(at);
      for (let at = from - 1;isLast && at > 0 && lines[at].text.trim() === ""; at--)
        drop.add(at);
      continue;
    }
    const number = numbers.get(phase.number);
    setDepends(lines, one, dependsOn.get(phase.number));
    if (number === undefined)
      continue;
    for (const at of [from, ...boxes])
      setNumber(lines[at], phase.number, number);
    for (let at = from + 1;at < to; at++)
      if (read[at].kind === "plain")
        setPlanNumber(lines[at], phase.number, number);
  }
  for (const { at, number } of rows) {
    if (number === gone)
      drop.add(at);
    const to = numbers.get(number);
    const cell = cellsOf(lines[at].text)[0] ?? "";
    if (to !== undefined)
      lines[at].text = lines[at].text.replace(cell, () => cell.replace(ROW_NUMBER, (_, label, written) => label + inForm(written, to)));
  }
  const changed = phases.filter((one) => numbers.has(one.phase.number));
  const hasBoxes = changed.every((one) => one.boxes.length === 1);
  const newNumber = (one) => numbers.get(one);
  const blocks = changed.map((one) => ({
    from: one.from,
    to: endOfSection(one, lines),
    number: newNumber(one.phase.number)
  }));
  const slots = [
    blocks,
    hasBoxes ? changed.map((one) => ({ from: one.boxes[0], to: one.boxes[0] + 1, number: newNumber(one.phase.number) })) : [],
    rows.filter((one) => numbers.has(one.number)).map(({ at, number }) => ({ from: at, to: at + 1, number: newNumber(number) }))
  ];
  return joinLines(inNewOrder(lines, drop, slots));
}
function endOfSection({ from, to }, lines) {
  let end = to;
  while (end > from + 1 && lines[end - 1].text.trim() === "")
    end--;
  return end;
}
function inNewOrder(lines, drop, groups) {
  const filled = new Map;
  for (const group of groups) {
    const places = group.toSorted((a, b) => a.from - b.from);
    const contents = group.toSorted((a, b) => byNumber(a.number, b.number));
    for (const [at, place] of places.entries())
      filled.set(place.from, { ...place, by: contents[at] });
  }
  const end = lines[0]?.end || `
`;
  const out = [];
  for (let at = 0;at < lines.length; ) {
    const slot = filled.get(at);
    if (slot === undefined) {
      if (!drop.has(at))
        out.push(lines[at]);
      at++;
      continue;
    }
    out.push(...lines.slice(slot.by.from, slot.by.to).map((line) => ({ ...line, end: line.end || end })));
    at = slot.to;
  }
  if (lines.at(-1)?.end === "" && out.length > 0)
    out.at(-1).end = "";
  return out;
}
function setNumber(line, old, to) {
  line.text = line.text.replace(/(\bPhase[ \t]+)(\d{1,4}(?:\.\d{1,3})*)/gi, (all, label, number) => samePhase(number, old) ? label + inForm(number, to) : all);
}
function setPlanNumber(line, old, to) {
  line.text = line.text.replace(/^(\s*[-*+]\s+\[.\]\s+(?:\*\*|`)?)(\d{1,4}(?:\.\d{1,3})*)(?=-\d{1,4}(?![\w.-]*\.md)(?![\w.]*\d))/, (all, label, number) => samePhase(number, old) ? label + twoDigits(to) : all);
}
function setDepends(lines, { phase, labels }, depends) {
  const at = labels.get("depends on");
  if (at === undefined || depends.join() === phase.depends_on.join())
    return;
  const value = depends.map((one) => `Phase ${one}`).join(", ") || "Nothing";
  lines[at].text = lines[at].text.replace(/^(\s*(?:[-*+]\s+)?\*\*[^*]*\*\*:?[ \t]*).*?([ \t]*\([^()]*\))?$/, (_, label, note = "") => `${label}${value}${note}`);
}

// src/workflows/phases/planning/change-roadmap.ts
var staged = (to) => `${PHASES}/${MOVING}${to.split("/").at(-1)}`;
var move = object({ from: string(), to: string() });
var record = object({
  asked: string(),
  stage: int().check(_gte(0), _lte(2)),
  moves: object({
    phase: string(),
    numbers: array(move),
    folders: array(move),
    files: array(move),
    texts: array(object({ path: string(), text: string() })),
    unmapped: array(string())
  })
});
var changeRoadmap = (root, change) => alone(root, () => {
  const problems = [];
  const asked = JSON.stringify(change);
  const before = readRecord(root, problems);
  if (problems.length > 0)
    return { ok: false, problems };
  if (before !== null) {
    carryOut(root, before);
    if (before.asked === asked)
      return { ok: true, moves: before.moves, finished: true };
  }
  const files = readFiles(root, renames(change), problems);
  if (problems.length > 0)
    return { ok: false, problems };
  const left = files.folders.find((one) => one.startsWith(`${PHASES}/${MOVING}`));
  if (left !== undefined)
    return { ok: false, problems: [leftProblem(left)] };
  const planned = planChange(files, change);
  if (!planned.ok)
    return planned;
  const begun = begunProblem(root, files, planned.moves);
  if (begun !== null)
    return { ok: false, problems: [begun] };
  const fresh = { asked, stage: 0, moves: planned.moves };
  if (!areSafe(root, fresh.moves, problems))
    return { ok: false, problems };
  carryOut(root, fresh);
  return { ok: true, moves: planned.moves, finished: false };
});
function readRecord(root, problems) {
  const text = readText(root, ROADMAP_CHANGE, problems);
  if (text === null)
    return null;
  const read = readJson(text);
  const parsed = record.safeParse(read.ok ? read.value : null);
  if (parsed.success && areSafe(root, parsed.data.moves, problems))
    return parsed.data;
  problems.push({
    file: ROADMAP_CHANGE,
    line: null,
    problem: `found a change of the roadmap that cannot be finished, expected what the program wrote; folders on their way are ${PHASES}/${MOVING}\u2026`
  });
  return null;
}
function areSafe(root, { folders, files, texts }, problems) {
  const isPlace = (path) => [PHASES, REMOVED].includes(dirname(path)) && isSafe(root, `${path}/x`, problems) && !/[/\\]\.*$/.test(path);
  const areFolders = folders.every(({ from, to }) => isPlace(from) && isPlace(to) && isPlace(staged(to)));
  const isFile = (path) => path.startsWith(`${PHASES}/`) && !path.split("/").includes("..");
  const areFiles = files.every(({ from, to }) => isFile(from) && isFile(to) && dirname(from) === dirname(to));
  const areTexts = texts.every(({ path }) => path.startsWith(`${PLANNING}/`) && !path.split("/").includes(".."));
  return areFolders && areFiles && areTexts;
}
var isThere = (root, path) => disk.lstat(join(root, path)) !== undefined;
function begunProblem(root, { files }, { folders }) {
  const ids = folders.flatMap(({ from }) => files.flatMap((path) => {
    const plan = path.startsWith(`${from}/`) ? /^(\d{1,4}(?:\.\d{1,3})*)-(\d{1,4})-/.exec(path.split("/").at(-1)) : null;
    return plan === null ? [] : planId(plan[1], Number(plan[2]));
  }));
  const [first] = planCommits(root, [...new Set(ids)]);
  if (first === undefined)
    return null;
  const problem = `found commit ${first.commit.slice(0, 12)} of plan ${first.plan}, whose phase would lose its number; expected a change behind all that was begun`;
  return { file: ROADMAP, line: null, problem };
}
function carryOut(root, { asked, stage, moves }) {
  const note = (at) => {
    writeFileAtomic(join(root, ROADMAP_CHANGE), JSON.stringify({ asked, stage: at, moves }));
  };
  const rename = (from, to) => disk.rename(join(root, from), join(root, to));
  if (stage === 0) {
    note(0);
    for (const { from, to } of moves.folders)
      if (!isThere(root, staged(to)))
        rename(from, staged(to));
    note(1);
  }
  if (stage <= 1) {
    for (const { to } of moves.folders) {
      if (!isThere(root, staged(to)))
        continue;
      makeFolders(root, dirname(to));
      rename(staged(to), to);
    }
    note(2);
  }
  for (const { from, to } of moves.files)
    if (isThere(root, from))
      rename(from, to);
  for (const { path, text } of moves.texts) {
    const problems = [];
    if (!isSafe(root, path, problems))
      throw new Error(`${path} ${problems[0].problem}`);
    writeBelow(root, path, text);
  }
  removeFile(join(root, ROADMAP_CHANGE));
}
function readFiles(root, all, problems) {
  const texts = new Map;
  const files = [];
  const folders = [];
  const read = (path) => {
    const text = readText(root, path, problems);
    if (text !== null)
      texts.set(path, text);
  };
  if (!isFolder(root, PLANNING, problems))
    return { texts, files, folders };
  for (const path of [ROADMAP, REQUIREMENTS, STATE])
    read(path);
  for (const place of [PHASES, REMOVED]) {
    if (!isFolder(root, place, problems))
      continue;
    for (const name of namesIn(root, place, problems)) {
      const folder = `${place}/${name}`;
      if (!(disk.lstat(join(root, folder))?.isDirectory() ?? false))
        continue;
      folders.push(folder);
      if (place === REMOVED || !all)
        continue;
      for (const file of namesIn(root, folder, problems)) {
        const path = `${folder}/${file}`;
        if (disk.lstat(join(root, path))?.isFile() !== true)
          continue;
        files.push(path);
        if (file.endsWith(".md"))
          read(path);
      }
    }
  }
  return { texts, files, folders };
}

// src/workflows/phases/roadmap-verb.ts
var done = (lines, data) => ({ ok: true, lines, data });
var no = (problem, data = {}) => ({
  ok: false,
  lines: [problem],
  data: { error: problem, ...data }
});
var wrong = (problem) => ({ ...no(problem), wrong: true });
var problemLines = (problems) => problems.map(problemText);
var unwritten = ({ problems }) => ({
  ok: false,
  lines: ["Nothing was changed.", ...problemLines(problems)],
  data: { error: problemLines(problems).join(`
`), problems }
});
function stand(phase, folders) {
  if (isFinished(phase, folders))
    return "done";
  const [folder] = folders;
  if (folder === undefined)
    return "not begun";
  if (folders.length > 1)
    return "two folders";
  const { plans, verification } = folder;
  const finished = plans.filter(({ summary }) => summary !== null).length;
  if (verification?.status === "gaps_found")
    return "gaps";
  if (verification?.status === "human_needed")
    return "waits for you";
  if (plans.length > 0)
    return finished < plans.length ? finished > 0 ? "at work" : "planned" : "to be verified";
  return folder.context !== null || folder.research !== null ? "talked over" : "not begun";
}
function rowsOf({ roadmap, phases }) {
  const all = (roadmap?.phases ?? []).toSorted((one, other) => byNumber(one.number, other.number));
  return all.map((phase) => {
    const folders = phases.filter(({ number }) => number === phase.number);
    const plans = folders.flatMap((one) => one.plans);
    return {
      number: phase.number,
      name: phase.name,
      status: stand(phase, folders),
      plans: plans.length,
      plans_done: plans.filter(({ summary }) => summary !== null).length,
      depends_on: phase.depends_on
    };
  });
}
function tableOf(rows, { width, paint }) {
  const cells = rows.map((one) => [
    one.number,
    oneLine2(one.name),
    one.status,
    one.plans === 0 ? "" : `${one.plans_done}/${one.plans}`,
    one.depends_on.join(" ")
  ]);
  const [head, ...lines] = table([["", "phase", "status", "plans", "after"], ...cells], width, [1]);
  return [paint.dim(head), ...lines];
}
function show({ root, layout }) {
  const planning = readOverview(root);
  const route = routeOf(routeFacts(root, planning));
  const words = routeWords(route, planning);
  const { roadmap, problems } = planning;
  const rows = rowsOf(planning);
  const title = roadmap === null ? [] : [layout.paint.bold(oneLine2(roadmap.title) || "Roadmap")];
  const milestone = roadmap?.milestone ? [`Milestone ${roadmap.milestone.version} ${roadmap.milestone.name}`.trim()] : [];
  const toldNext = new Set(route.problems.map(problemText));
  const others = [
    ...problems.filter((one) => !toldNext.has(problemText(one))),
    ...missingNumbers(roadmap?.phases ?? [])
  ];
  return done([
    ...title,
    ...milestone,
    ...rows.length === 0 ? [] : tableOf(rows, layout),
    ...others.length === 0 ? [] : ["Problems:", ...problemLines(others).map((line) => `  ${line}`)],
    ...title.length === 0 ? [] : [""],
    routeText(words)
  ], {
    exists: planning.exists,
    paused: planning.paused,
    error: planning.error,
    milestone: roadmap?.milestone ?? null,
    phases: rows,
    next: { action: route.action, phase: route.phase, why: route.why, type: words.type },
    problems
  });
}
var NOTHING = `There is no .planning/ here: ${typedIn("new-project", "<idea>")} begins a project.`;
var stateAfter = (root, now, last, more = {}) => writeState(root, { now, last, stopped_at: null, decisions: [], ...more });
function pause({ root, args, now }) {
  if (!hasPlanning(root))
    return no(NOTHING);
  const why = fold2(args.slice(1).join(" "));
  if (why === "")
    return wrong(`the reason is missing: ${here('roadmap pause "<why>"')}`);
  const wrote = stateAfter(root, now, "paused", { paused: true, stopped_at: why });
  if (!wrote.ok)
    return unwritten(wrote);
  return done([`Paused: ${why}. ${typedIn("next")} starts nothing until ${here("roadmap resume")}.`], {
    paused: true,
    why,
    written: wrote.written
  });
}
function resume({ root, args, now }) {
  if (args.length > 1)
    return wrong(`unknown argument "${args[1]}": ${here("roadmap resume")}`);
  const planning = readOverview(root);
  if (!planning.exists)
    return no(NOTHING);
  if (!planning.paused)
    return no(`Nothing is paused here; ${here("roadmap")} shows what comes next.`);
  const notes = pauseNotes(root);
  const kept = keepPauseNotes(root, now);
  if (!kept.ok)
    return unwritten(kept);
  const wrote = stateAfter(root, now, "resumed", { paused: false });
  if (!wrote.ok)
    return unwritten(wrote);
  const after = readOverview(root);
  const route = routeOf(routeFacts(root, after));
  return done([
    `Goes on.${notes.length === 0 ? "" : ` The notes on it are in ${kept.written.join(", ")}.`}`,
    routeText(routeWords(route, after))
  ], { paused: false, notes: kept.written, next: { action: route.action, phase: route.phase, why: route.why } });
}
var NUMBER = /^#?\d{1,4}(?:\.\d{1,3})*$/;
var numberIn = (text) => text !== undefined && NUMBER.test(text) ? plainNumber(text.replace("#", "")) : null;
function changed({ root, now, live }, asked, said) {
  if (typeof asked === "string")
    return wrong(asked);
  if (readRoadmap(root).roadmap === null)
    return no(NOTHING);
  const run = live();
  if (run !== null)
    return no(`Run ${run} is live, and its phase has to stay what it is: ${here("park")} puts it aside, ${here("cancel")} ends it.`, { run });
  const made = changeRoadmap(root, asked);
  if (!made.ok)
    return unwritten(made);
  const { phase, numbers, folders, unmapped } = made.moves;
  const wrote = stateAfter(root, now, `roadmap ${said}`);
  const moved = folders.map(({ from, to }) => `${from} is ${to} now`);
  return done([
    `Phase ${phase}: ${DONE[asked.kind]}.${made.finished ? " It had been begun before, and was broken off." : ""}`,
    ...numbers.map(({ from, to }) => `Phase ${from} is phase ${to} now.`),
    ...moved.map((line) => `${line}.`),
    ...unmapped.length === 0 ? [] : [`No phase has ${unmapped.join(", ")} any more.`],
    ...wrote.ok ? [] : problemLines(wrote.problems)
  ], { phase, numbers, folders, unmapped, finished: made.finished });
}
var DONE = { insert: "inserted", remove: "removed", move: "moved" };
function insert(call) {
  const [, first, ...rest] = call.args;
  const after = first === "last" ? null : numberIn(first);
  const words = fold2(rest.join(" "));
  const [, name, goal] = /^(.+?): (.+)$/.exec(words) ?? [words, words, words];
  const usage = here('roadmap insert <phase> "<name>[: <goal>]"');
  const isWrong = after === null && first !== "last" ? `found "${first ?? ""}", expected the phase behind which the new one comes, or last: ${usage}` : words === "" ? `the name is missing: ${usage}` : null;
  if (isWrong !== null)
    return wrong(isWrong);
  const requirements = list(call.options.requirements);
  const criteria = (call.options.criteria ?? "").split(";").map(fold2).filter((one) => one !== "");
  const phase = {
    name,
    goal,
    criteria: criteria.length > 0 ? criteria : [goal],
    requirements,
    depends_on: after === null ? [] : [after],
    risk: null
  };
  return changed(call, { kind: "insert", after, phase }, `insert ${first}`);
}
var list = (text) => (text ?? "").split(",").map((one) => one.trim()).filter((one) => one !== "");
function remove(call) {
  const [, typed, ...more] = call.args;
  const phase = numberIn(typed);
  if (phase === null || more.length > 0)
    return wrong(`found "${call.args.slice(1).join(" ")}", expected one phase: ${here("roadmap remove <phase>")}`);
  return changed(call, { kind: "remove", phase }, `remove ${phase}`);
}
function move2(call) {
  const [, typed, place, ...more] = call.args;
  const [phase, before] = [numberIn(typed), place === "last" ? null : numberIn(place)];
  if (phase === null || before === null && place !== "last" || more.length > 0)
    return wrong(`found "${call.args.slice(1).join(" ")}", expected a phase and the one that it comes before, or last: ${here("roadmap move <phase> <before>")}`);
  return changed(call, { kind: "move", phase, before }, `move ${phase} ${place}`);
}
var ACTS = { show, insert, remove, move: move2, pause, resume };
function act(call) {
  const [word = "show"] = call.args;
  if (!Object.hasOwn(ACTS, word))
    return wrong(`unknown argument "${word}", expected one of ${Object.keys(ACTS).join(", ")}`);
  return ACTS[word](call);
}
export {
  act
};
