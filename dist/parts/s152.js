// @bun
import {
  gitErrors
} from "./s191.js";
import {
  SnapshotFailed,
  pathText,
  parentsOf,
  withScratch,
  line2,
  eachContent
} from "./s55.js";
import {
  isBinary
} from "./s127.js";
import {
  tryGit,
  git,
  scratchName,
  treeAt2,
  entriesOf,
  changesBetween,
  treeWith
} from "./s82.js";

// src/project/worktrees/three-way.ts
import { mkdirSync, writeFileSync } from "fs";
import { join } from "path";
var sameEntry = (a, b) => a?.mode === b?.mode && a?.hash === b?.hash;
var isFile = (entry) => entry !== null && /^100(644|755)$/.test(entry.mode);
function combine(repo, start, tips, settled) {
  const cells = new Map;
  const clashes = [];
  for (const { area, tip } of tips)
    for (const { path, from, to } of changesBetween(repo, start, tip)) {
      const cell = cells.get(path);
      const base = startOf(settled, area, path, from, to);
      const clash = (kind) => {
        const theirs = cell === undefined ? from : cell.to;
        clashes.push({ path, area, against: cell?.by.at(-1) ?? "base", kind, base, theirs, ours: to });
      };
      if (from?.mode === "160000" || to?.mode === "160000")
        clash("submodule");
      else if (cell === undefined)
        cells.set(path, { from, to, by: [area] });
      else {
        const merged = mergeEntries(repo, base, cell.to, to);
        if (typeof merged === "string")
          clash(merged);
        else
          cells.set(path, { from, to: merged.entry, by: [...cell.by, area] });
      }
    }
  clashes.push(...namesThatClash(repo, start, cells));
  if (clashes.length > 0)
    return { ok: false, clashes };
  const entries = new Map([...cells].map(([path, { to }]) => [path, to]));
  return { ok: true, tree: treeWith(repo, treeAt2(repo, start), entries) };
}
function startOf(settled, area, path, from, to) {
  const shown = settled.find((one) => one.area === area && one.path === path);
  if (shown === undefined)
    return from;
  return sameEntry(shown.ours, to) ? shown.base : shown.theirs;
}
function mergeEntries(repo, base, theirs, ours) {
  if (sameEntry(theirs, ours) || sameEntry(base, ours))
    return { entry: theirs };
  if (sameEntry(base, theirs))
    return { entry: ours };
  if (theirs === null || ours === null)
    return "deleted";
  if (!isFile(theirs) || !isFile(ours))
    return "link";
  if (!isFile(base))
    return theirs.hash === ours.hash ? "mode" : "added";
  const mode = base.mode === theirs.mode ? ours.mode : theirs.mode;
  if (theirs.hash === ours.hash || base.hash === ours.hash)
    return { entry: { mode, hash: theirs.hash } };
  if (base.hash === theirs.hash)
    return { entry: { mode, hash: ours.hash } };
  const hash = mergeContents(repo, base, theirs, ours);
  return hash === "content" || hash === "binary" ? hash : { entry: { mode, hash } };
}
function mergeContents(repo, base, theirs, ours) {
  const folder = scratchName(repo, "merge");
  return withScratch(folder, () => {
    mkdirSync(folder, { recursive: true });
    let binary = false;
    const sides = Object.entries({ theirs, base, ours }).map(([name, entry]) => ({ ...entry, name }));
    eachContent(repo.place, sides, ({ name }, bytes) => {
      binary ||= isBinary(bytes);
      writeFileSync(join(folder, name), bytes);
    });
    if (binary)
      return "binary";
    const style = ["-c", "merge.conflictStyle=merge"];
    const run = tryGit(repo, [...style, "merge-file", "-p", "-q", ...sides.map(({ name }) => join(folder, name))]);
    if (run.ok) {
      writeFileSync(join(folder, "merged"), run.out);
      return line2(git(repo, ["hash-object", "-w", "--no-filters", join(folder, "merged")]));
    }
    if (run.problem === "exit" && run.err.trim() === "")
      return "content";
    throw new SnapshotFailed(`git merge-file failed: ${gitErrors(run)}`, "try again");
  });
}
function namesThatClash(repo, base, cells) {
  const added = [...cells].filter(([, cell]) => cell.from === null && cell.to !== null);
  if (added.length === 0)
    return [];
  const before = new Set(entriesOf(repo, base).map(({ path }) => path));
  const isThere = (path) => {
    const cell = cells.get(path);
    return cell === undefined ? before.has(path) : cell.to !== null;
  };
  const clash = (path, cell, other, kind) => {
    const against = cells.get(other);
    const owner = against?.by.find((area) => !cell.by.includes(area)) ?? "base";
    const [area, theirs] = [cell.by.at(-1), against?.to ?? null];
    return { path, area, against: owner, kind, base: null, theirs, ours: cell.to };
  };
  const clashes = added.flatMap(([path, cell]) => {
    const file = parentsOf(path).find(isThere);
    return file === undefined ? [] : [clash(path, cell, file, "folder")];
  });
  const folds = line2(git(repo, ["config", "--type=bool", "--default=false", "core.ignorecase"]));
  if (folds !== "true")
    return clashes;
  const folded = (path) => pathText(path).normalize("NFC").toLowerCase();
  const first = [...before, ...cells.keys()].filter(isThere).reverse();
  const names = new Map(first.map((path) => [folded(path), path]));
  for (const [path, cell] of added) {
    const other = names.get(folded(path));
    if (other !== undefined && other !== path)
      clashes.push(clash(path, cell, other, "case"));
  }
  return clashes;
}
var MAX_SIDE = 16000;
var MAX_SIDES = 200000;
function shownConflicts(repo, clashes, isSecret = () => false) {
  let left = MAX_SIDES;
  return clashes.map((clash) => {
    const path = pathText(clash.path);
    const shown = { ...clash, path, base: null, theirs: null, ours: null, cut: false };
    const files = ["base", "theirs", "ours"].flatMap((name) => {
      const entry = clash[name];
      return entry === null || entry.mode === "160000" || isSecret(path) ? [] : [{ ...entry, name }];
    });
    eachContent(repo.place, files, ({ name }, bytes) => {
      if (isBinary(bytes))
        return;
      const most = Math.min(MAX_SIDE, left);
      const text = bytes.toString("utf8", 0, most);
      const isCut = bytes.length > most;
      shown.cut ||= isCut;
      shown[name] = isCut ? text.replace(/\uFFFD$/, "") : text;
      left -= Math.min(bytes.length, most);
    });
    return shown;
  });
}
var settledBy = (before, clashes) => [
  ...before.filter((old) => !clashes.some((one) => one.area === old.area && one.path === old.path)),
  ...clashes.filter(({ kind }) => !["folder", "case", "submodule"].includes(kind)).map(({ path, area, base, theirs, ours }) => ({ path, area, base, theirs, ours }))
];
var settledText = (settled) => `${JSON.stringify(settled)}
`;
function readSettled(text) {
  try {
    const list = JSON.parse(text ?? "[]");
    return Array.isArray(list) ? list.filter(isSettled) : [];
  } catch {
    return [];
  }
}
function isSettled(one) {
  const { path, area, base, theirs, ours } = one ?? {};
  return typeof path === "string" && typeof area === "string" && [base, theirs, ours].every(isEntryOrNull);
}
function isEntryOrNull(value) {
  if (value === null)
    return true;
  const { mode, hash } = value ?? {};
  return /^(100644|100755|120000)$/.test(String(mode)) && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(String(hash));
}

export { sameEntry, combine, mergeEntries, shownConflicts, settledBy, settledText, readSettled };
