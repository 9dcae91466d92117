// @bun
import {
  UnsafeFile,
  openRegular,
  ownFolder,
  readRange,
  writeFileAtomic,
  createFolder
} from "./s25.js";
import {
  cut,
  oneLine2,
  plural
} from "./s28.js";

// src/workflows/council/memory.ts
import { closeSync, constants } from "fs";
import { join } from "path";
var MAX_ENTRIES = 20;
var MAX_BYTES = 4096;
var MAX_CHARS = 300;
var MAX_READ = 65536;
var FOLDER = "memory";
var NAME = /^[a-z][a-z0-9-]{0,39}$/;
var ENTRY = /^- +(.+?)(?: +\(([a-z-]{1,40}-[0-9a-f]{8})\))?$/;
var INTRO = `<!-- One line for each thing that earlier runs taught. Edit or delete any line; ${MAX_ENTRIES} are kept. -->`;
function memoryFile(agent) {
  if (!NAME.test(agent))
    throw new Error(`"${agent}" is no name of an agent`);
  return `.task/${FOLDER}/${agent}.md`;
}
var titleOf = (agent) => `# Memory: ${agent}`;
var keyOf = (text) => text.toLowerCase().replace(/[\s.;,]+$/, "");
function entryText(text) {
  const said = oneLine2(text).replaceAll(/ {2,}/g, " ");
  return /[\p{L}\p{N}]/u.test(said) ? cut(said, MAX_CHARS).toWellFormed() : "";
}
function parseMemory(text) {
  const lines = [];
  for (const raw of text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/)) {
    const line = oneLine2(raw);
    if (line === "" || /^#{1,6}( |$)/.test(line) || line.startsWith("<!--") && line.endsWith("-->"))
      continue;
    if (/^\s/.test(raw) && lines.length > 0 && !line.startsWith("- "))
      lines.push(`${lines.pop()} ${line}`);
    else
      lines.push(line);
  }
  return lines.flatMap((line) => {
    const [, said = "", run = null] = ENTRY.exec(line.replace(/^(?:[-*+] )?/, "- ")) ?? [];
    const kept = entryText(said);
    return kept === "" ? [] : [{ text: kept, run }];
  });
}
var line = ({ text, run }) => `- ${text}${run === null ? "" : ` (${run})`}`;
var printMemory = (agent, entries) => `${titleOf(agent)}

${INTRO}

${entries.map((one) => `${line(one)}
`).join("")}`;
var bytesOf = (agent, entries) => Buffer.byteLength(printMemory(agent, entries));
function boundedMemory(agent, entries) {
  const byKey = new Map;
  for (const one of entries) {
    const key = keyOf(one.text);
    const before = byKey.get(key);
    byKey.delete(key);
    byKey.set(key, before?.run === null ? before : one);
  }
  const kept = [...byKey.values()];
  while (kept.length > MAX_ENTRIES || bytesOf(agent, kept) > MAX_BYTES) {
    const oldest = kept.findIndex((one) => one.run !== null);
    kept.splice(Math.max(0, oldest), 1);
  }
  return kept;
}
var withLessons = (agent, before, run, texts) => {
  const own = texts.map(entryText).filter((text) => text !== "");
  return boundedMemory(agent, [...before, ...own.map((text) => ({ text, run }))]);
};
function textOf(project, agent) {
  const file = join(project.root, memoryFile(agent));
  if (!ownFolder(project.task) || !ownFolder(join(project.task, FOLDER)))
    return null;
  const fd = openRegular(file, constants.O_RDONLY);
  if (fd === null)
    return null;
  try {
    const bytes = readRange(fd, 0, MAX_READ + 1);
    return { text: new TextDecoder().decode(bytes.subarray(0, MAX_READ)), more: bytes.length > MAX_READ };
  } finally {
    closeSync(fd);
  }
}
var problemOf = (error, agent, what) => {
  const why = error instanceof Error ? error.message : String(error);
  return error instanceof UnsafeFile ? why : `${memoryFile(agent)} could not be ${what}: ${why}`;
};
function readMemory(project, agent) {
  try {
    const found = textOf(project, agent);
    const all = parseMemory(found?.text ?? "");
    const entries = boundedMemory(agent, all);
    const out = all.length - entries.length;
    return {
      entries,
      notes: [
        ...out > 0 ? [`${memoryFile(agent)} says more than is kept: ${plural(out, "line")} left out`] : [],
        ...found?.more ? [`${memoryFile(agent)} has more than ${MAX_READ} bytes: the rest was not read`] : []
      ]
    };
  } catch (error) {
    return { entries: [], notes: [problemOf(error, agent, "read")] };
  }
}
var memoryText = ({ entries }) => entries.map(line).join(`
`);
function remember(project, agent, run, texts) {
  try {
    const found = textOf(project, agent);
    if (found?.more)
      return [`${memoryFile(agent)} has more than ${MAX_READ} bytes: nothing was added; shorten it`];
    if (texts.every((text) => entryText(text) === ""))
      return [];
    const before = parseMemory(found?.text ?? "");
    const entries = withLessons(agent, before, run, texts);
    const text = printMemory(agent, entries);
    if (text === found?.text)
      return [];
    createFolder(join(project.task, FOLDER));
    writeFileAtomic(join(project.root, memoryFile(agent)), text);
    const gone = before.filter(({ run }) => run === null).length - entries.filter(({ run }) => run === null).length;
    return gone > 0 ? [`${memoryFile(agent)}: ${plural(gone, "line")} of yours did not fit or stood there twice`] : [];
  } catch (error) {
    return [problemOf(error, agent, "written")];
  }
}

export { readMemory, memoryText, remember };
