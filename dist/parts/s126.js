// @bun
import {
  errorCode
} from "./s25.js";
import {
  PLANNING,
  PROJECT,
  REQUIREMENTS,
  ROADMAP,
  STATE,
  CONFIG,
  PHASES,
  PAUSE_NOTE,
  ROADMAP_CHANGE
} from "./s40.js";
import {
  fold2
} from "./s28.js";
import {
  DEFAULT_CONFIG,
  readConfigText
} from "./s250.js";
import {
  plainNumber,
  twoDigits,
  planId,
  samePhase,
  byNumber
} from "./s43.js";
import {
  linesOf,
  splitFrontMatter,
  parseFrontMatter,
  asWritten,
  checkedFields
} from "./s202.js";
import {
  telling,
  isFolder,
  namesIn,
  readText
} from "./s120.js";
import {
  itemsOf
} from "./s149.js";
import {
  readMarkdown,
  sectionsOf,
  titleOf
} from "./s36.js";
import {
  string,
  number2,
  int,
  boolean,
  _null,
  array,
  object,
  union,
  record2,
  _enum,
  transform,
  optional,
  nullable,
  _default,
  pipe
} from "./s1.js";
import {
  isObject
} from "./s81.js";
import {
  readJson
} from "./s26.js";

// src/workflows/phases/planning/read.ts
import { lstatSync } from "fs";
import { join } from "path";

// src/workflows/phases/planning/names.ts
var NUMBER = String.raw`\d{1,4}(?:\.\d{1,3})*`;
var FOLDER = new RegExp(`^(${NUMBER})(?:-(.*))?$`);
var PLAN = new RegExp(`^(?:(${NUMBER})-(?:(\\d{1,4})-)?)?(?:(.+)-)?PLAN\\.md$`);
var SUMMARY = new RegExp(`^(?:(${NUMBER})-(?:(\\d{1,4})-)?)?(?:(.+)-)?SUMMARY\\.md$`);
var NO_PLAN = /(?:OUTLINE|PLAN-REVIEW)\.md$|\.pre-bounce\.md$/;
var MOVING = ".moving-";
var leftProblem = (path) => ({
  file: path,
  line: null,
  problem: `found a folder that a broken-off change of the roadmap has left, expected none; give it its name again: mv ${path} ${path.replace(MOVING, "")}`
});
function folderNumber(name) {
  const found = FOLDER.exec(name);
  return found === null ? null : plainNumber(found[1]);
}
var isReserved = (number) => /^(?:0|999)(?:\.|$)/.test(number);
var KINDS = ["context", "research", "patterns", "verification"];
function namesOf(number, names) {
  const files = { ...EMPTY, plans: [], summaries: [] };
  const rank = {};
  for (const name of names) {
    if (!name.endsWith(".md"))
      continue;
    if (name.endsWith("PLAN.md") && !NO_PLAN.test(name)) {
      const plan = named(PLAN, name, number);
      if (plan !== null)
        files.plans.push(plan);
    } else if (name.endsWith("SUMMARY.md")) {
      const summary = named(SUMMARY, name, number);
      if (summary !== null)
        files.summaries.push(summary);
    } else
      for (const kind of KINDS) {
        const ending = `${kind.toUpperCase()}.md`;
        if (name !== ending && !name.endsWith(`-${ending}`))
          continue;
        const prefix = name.slice(0, -ending.length - 1);
        const own = /^[\d.]+$/.test(prefix) && samePhase(prefix, number);
        const value = own ? 3 : name === ending ? 2 : 1;
        if (value > (rank[kind] ?? 0)) {
          files[kind] = name;
          rank[kind] = value;
        }
      }
  }
  files.plans.sort(byPlan);
  files.summaries.sort(byPlan);
  return files;
}
var EMPTY = { context: null, research: null, patterns: null, verification: null };
function named(pattern, name, number) {
  const found = pattern.exec(name);
  if (found === null)
    return null;
  const [, phase, plan, slug = ""] = found;
  if (phase === undefined)
    return { name, plan: slug === "" ? 1 : null, slug };
  if (plan === undefined)
    return { name, plan: slug === "" && samePhase(phase, number) ? 1 : null, slug };
  return { name, plan: Number(plan), slug };
}
var byPlan = (one, other) => (one.plan ?? 1e9) - (other.plan ?? 1e9) || (one.name < other.name ? -1 : 1);
function summaryOf(plan, summaries) {
  const name = plan.name.replace(/PLAN\.md$/, "SUMMARY.md");
  return summaries.find((one) => one.name === name) ?? summaries.find((one) => plan.plan !== null && one.plan === plan.plan) ?? null;
}

// src/workflows/phases/planning/task-blocks.ts
var TEXTS = [
  "objective",
  "name",
  "files",
  "action",
  "automated",
  "done",
  "behavior",
  "implementation",
  "acceptance_criteria",
  "what-built",
  "how-to-verify",
  "decision",
  "instructions",
  "resume-signal",
  "execution_context",
  "context",
  "read_first"
];
var HOLDERS = ["task", "feature", "verify"];
var KNOWN = new Set([...TEXTS, ...HOLDERS]);
var HOLDER = new Set(HOLDERS);
var BOUNDARY = new Set(["task", "feature"]);
var FENCE = /^[ \t]*(`{3,}|~{3,})(.*)$/;
var TOKEN = /`+|<!--|<(\/?)([a-z][\w-]*)((?:[ \t][^<>]*)?)>/gi;
var ATTRIBUTE = /(?<![\w-])([\w-]+)[ \t]*=[ \t]*(?:"([^"]*)"|'([^']*)')/g;
function fenceEnds(lines) {
  const ends = new Map;
  const closers = { "`": [], "~": [] };
  for (let at = lines.length - 1;at >= 0; at--) {
    const found = FENCE.exec(lines[at].text);
    if (found === null)
      continue;
    const mark = found[1][0];
    const size = found[1].length;
    const stack = closers[mark];
    if (!(mark === "`" && found[2].includes("`"))) {
      let index = stack.length - 1;
      while (index >= 0 && stack[index].size < size)
        index--;
      if (index >= 0)
        ends.set(at, stack[index].at);
    }
    if (found[2].trim() === "") {
      while (stack.length > 0 && stack.at(-1).size <= size)
        stack.pop();
      stack.push({ at, size });
    }
  }
  return ends;
}
function tagsOf(text) {
  const lines = [];
  for (let from = 0;from <= text.length; ) {
    const end = text.indexOf(`
`, from);
    lines.push({ text: text.slice(from, end < 0 ? text.length : end), from });
    if (end < 0)
      break;
    from = end + 1;
  }
  const fences = fenceEnds(lines);
  const lastComment = text.lastIndexOf("-->");
  const tags = [];
  let skipTo = 0;
  for (let at = 0;at < lines.length; at++) {
    const line = lines[at];
    const fence = line.from >= skipTo ? fences.get(at) : undefined;
    if (fence !== undefined) {
      at = fence;
      continue;
    }
    const spans = spansOf(line.text);
    for (const token of line.text.matchAll(TOKEN)) {
      const from = line.from + token.index;
      if (from < skipTo)
        continue;
      if (token[0] === "<!--") {
        if (lastComment > from)
          skipTo = text.indexOf("-->", from) + 3;
      } else if (token[0][0] === "`") {
        const end = spans.get(token.index);
        if (end !== undefined)
          skipTo = line.from + end;
      } else {
        const name = token[2].toLowerCase();
        if (KNOWN.has(name))
          tags.push({
            name,
            closes: token[1] === "/",
            attributes: token[3],
            from,
            to: from + token[0].length,
            line: at + 1
          });
      }
    }
  }
  return tags;
}
function spansOf(line) {
  const ends = new Map;
  const last = new Map;
  for (const run of line.matchAll(/`+/g)) {
    const size = run[0].length;
    const before = last.get(size);
    if (before === undefined)
      last.set(size, run.index);
    else {
      ends.set(before, run.index + size);
      last.set(size, run.index);
    }
  }
  return ends;
}
function blocksOf(text) {
  const tags = tagsOf(text);
  const top = [];
  let at = 0;
  const block = () => {
    const open = tags[at++];
    const attributes = {};
    for (const [, key, double, single] of open.attributes.matchAll(ATTRIBUTE))
      attributes[key.toLowerCase()] = double ?? single;
    const made = { tag: open.name, attributes, line: open.line, text: "", blocks: [], closed: false };
    let from = open.to;
    let own = "";
    while (at < tags.length) {
      const tag = tags[at];
      if (tag.closes && tag.name === open.name) {
        made.closed = true;
        made.text = (own + text.slice(from, tag.from)).trim();
        at++;
        return made;
      }
      if (BOUNDARY.has(tag.name)) {
        made.text = (own + text.slice(from, tag.from)).trim();
        return made;
      }
      if (HOLDER.has(open.name) && !tag.closes) {
        own += text.slice(from, tag.from);
        made.blocks.push(block());
        from = tags[at - 1]?.to ?? text.length;
        if (!made.blocks.at(-1).closed)
          from = tags[at]?.from ?? text.length;
      } else
        at++;
    }
    made.text = (own + text.slice(from)).trim();
    return made;
  };
  while (at < tags.length) {
    if (tags[at].closes)
      at++;
    else
      top.push(block());
  }
  return top;
}
var SPECIAL = `!--|/?(?:${[...KNOWN].join("|")})(?=[\\s>])`;
var ESCAPE = new RegExp(`&(?=(?:amp;)*(?:lt;(?:${SPECIAL})|#96;|#126;))|<(?=${SPECIAL})`, "gi");
var UNESCAPE = new RegExp(`&((?:amp;)*)(lt;(?=${SPECIAL})|#96;|#126;)`, "gi");
var ENTITY = { "lt;": "<", "#96;": "`", "#126;": "~" };
function blockText(value) {
  const plain = value.replace(/\r\n?/g, `
`).trim().replace(ESCAPE, (one) => one === "<" ? "&lt;" : "&amp;");
  const lines = plain.split(`
`);
  if (!lines.some((line) => FENCE.test(line)) || fencesAreClosed(lines))
    return plain;
  return lines.map((line) => line.replace(/^([ \t]*)([`~])(?=\2\2)/, (_, indent, mark) => `${indent}&#${mark === "`" ? 96 : 126};`)).join(`
`);
}
function fencesAreClosed(lines) {
  const ends = fenceEnds(lines.map((text) => ({ text })));
  for (let at = 0;at < lines.length; at++) {
    if (!FENCE.test(lines[at]))
      continue;
    const found = FENCE.exec(lines[at]);
    if (found[1][0] === "`" && found[2].includes("`"))
      continue;
    const end = ends.get(at);
    if (end === undefined)
      return false;
    at = end;
  }
  return true;
}
var plainText = (text) => text.replace(UNESCAPE, (_, deeper, entity) => deeper === "" ? ENTITY[entity.toLowerCase()] : `&${deeper.slice(4)}${entity}`);

// src/workflows/phases/planning/plan.ts
var word = pipe(union([string(), number2(), boolean(), record2(string(), union([string(), number2(), boolean()]))]), transform((value) => typeof value === "object" ? Object.entries(value).map(([key, rest]) => `${key}: ${rest}`).join(", ") : String(value).trim()));
var words = pipe(union([_null(), array(word), string(), number2()]), transform((value) => (value === null ? [] : Array.isArray(value) ? value : [String(value)]).filter((one) => one !== "")));
var text = _default(pipe(union([string(), number2()]), transform(String)), "");
var artifact = union([
  pipe(string(), transform((path) => ({ path, provides: "" }))),
  object({ path: string(), provides: text })
]);
var link = object({ from: string(), to: string(), via: text });
var truths = object({
  truths: _default(words, []),
  artifacts: _default(union([
    array(artifact),
    pipe(_null(), transform(() => []))
  ]), []),
  key_links: _default(union([
    array(link),
    pipe(_null(), transform(() => []))
  ]), [])
});
var flag = union([
  boolean(),
  pipe(string(), transform((value) => value.trim() === "true"))
]);
var NOTHING = { truths: [], artifacts: [], key_links: [] };
var fieldsOfPlan = object({
  phase: optional(union([string(), number2()])),
  plan: optional(union([string(), number2()])),
  type: _default(string(), "execute"),
  wave: optional(nullable(number2().check(int()))),
  depends_on: _default(words, []),
  files_modified: optional(words),
  "files-modified": optional(words),
  autonomous: optional(nullable(flag)),
  requirements: _default(words, []),
  gap_closure: _default(flag, false),
  must_haves: optional(nullable(truths)),
  status: optional(nullable(string())),
  run: optional(string())
});
function pathsOf(text) {
  const parts = [];
  let depth = 0;
  let part = "";
  for (const char of text) {
    if (char === "{")
      depth++;
    if (char === "}")
      depth = Math.max(0, depth - 1);
    if (char === `
` || char === "," && depth === 0) {
      parts.push(part);
      part = "";
    } else
      part += char;
  }
  return [...parts, part].map((one) => one.trim().replace(/^[-*+][ \t]+/, "").replace(/[ \t]+\([^()]*\)$/, "").replace(/^`(.*)`$/, "$1").trim()).filter((one) => one !== "");
}
var MISSING = /^MISSING\b/;
var FENCE2 = /^[ \t]*(?:`{3,}|~{3,})/;
var commandsOf = (text) => linesOf(text).filter((line) => !FENCE2.test(line)).join(`
`).replace(/\\\n[ \t]*/g, "").split(`
`).map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#") && !MISSING.test(line));
function readPlanText(source, { path, phase, file }) {
  const problems = [];
  const tell = telling(path, problems);
  const { yaml, body, bodyLine } = splitFrontMatter(source);
  if (yaml === null)
    tell(1, "found no front matter; expected `---` in the first line, then fields such as `plan: 01`, then `---`");
  const front = yaml === null ? null : parseFrontMatter(yaml, tell);
  const fields = front === null ? null : checkedFields(fieldsOfPlan, front, tell);
  const said = (key) => front === null ? null : asWritten(front, key);
  const lineOf = (key) => front?.at.get(key)?.line ?? 1;
  const ofPhase = said("phase");
  const number = /^\d+(?:\.\d+)*/.exec(ofPhase ?? "")?.[0];
  if (ofPhase !== null && (number === undefined || !samePhase(number, phase)))
    tell(lineOf("phase"), `phase: found ${ofPhase}, expected ${twoDigits(phase)}, the number of its folder`);
  const plan = planNumber(said("plan"), file.plan);
  if (plan === null)
    tell(lineOf("plan"), "plan: found no number, expected one here, or a name such as 02-01-PLAN.md");
  else if (file.plan !== null && plan !== file.plan)
    tell(lineOf("plan"), `plan: found ${said("plan")}, expected ${file.plan} as in the name of the file`);
  const council = typeof fields?.run === "string";
  const { objective, tasks } = council ? { objective: "", tasks: [] } : bodyOf(body, bodyLine, tell);
  if (tasks.length === 0 && !council && fields !== null)
    tell(bodyLine, 'found no task, expected at least one <task type="auto"> \u2026 </task>');
  const waits = tasks.some((task) => task.type.startsWith("checkpoint"));
  return {
    path,
    phase,
    plan: plan ?? 0,
    id: plan === null ? file.name.replace(/-?PLAN\.md$/, "") : planId(phase, plan),
    type: council ? "council" : fields?.type ?? "execute",
    wave: fields?.wave ?? null,
    depends_on: (fields?.depends_on ?? []).map((one) => otherPlan(one, phase)),
    files_modified: (fields?.files_modified ?? fields?.["files-modified"] ?? []).flatMap(pathsOf),
    autonomous: (fields?.autonomous ?? true) && !waits,
    requirements: fields?.requirements ?? [],
    gap_closure: fields?.gap_closure ?? false,
    superseded: fields?.status === "superseded",
    must_haves: fields?.must_haves ?? NOTHING,
    objective,
    tasks,
    problems
  };
}
function planNumber(said, named) {
  const found = /^(?:\d+(?:\.\d+)*-)?(\d{1,4})$/.exec(said ?? "")?.[1];
  const number = found === undefined ? named : Number(found);
  return number !== null && number > 0 ? number : null;
}
function otherPlan(text, phase) {
  const found = /^(?:(\d{1,4}(?:\.\d{1,3})*)-)?(\d{1,4})(?:-(?!\d+$).*)?$/.exec(text);
  if (found === null)
    return text;
  return planId(found[1] === undefined ? phase : plainNumber(found[1]), Number(found[2]));
}
function bodyOf(body, bodyLine, tell) {
  const blocks = blocksOf(body);
  const told = (line, problem) => tell(line + bodyLine - 1, problem);
  const objective = plainText(blocks.find((one) => one.tag === "objective")?.text ?? "");
  const found = blocks.filter((one) => one.tag === "task" || one.tag === "feature");
  if (found.length > 0)
    return { objective, tasks: found.map((one) => taskOf(one, told)) };
  return { objective, tasks: headedTasks(body) };
}
function taskOf(task, tell) {
  const isFeature = task.tag === "feature";
  const type = isFeature ? "auto" : (task.attributes.type ?? "auto").trim();
  if (!task.closed)
    tell(task.line, `found <${task.tag}> without an end, expected </${task.tag}>`);
  const inner = task.blocks.flatMap((one) => [one, ...one.blocks]);
  for (const one of inner)
    if (!one.closed)
      tell(one.line, `found <${one.tag}> without an end, expected </${one.tag}>`);
  const said = (...tags) => tags.map((tag) => plainText(task.blocks.find((one) => one.tag === tag)?.text ?? "")).filter((one) => one !== "").join(`

`);
  const isCheckpoint = type.startsWith("checkpoint");
  const name = said("name").replace(/\s+/g, " ");
  const action = isFeature ? said("behavior", "implementation") : isCheckpoint ? said("action", "what-built", "decision", "instructions", "how-to-verify", "resume-signal") : said("action");
  if (name === "" && !isCheckpoint)
    tell(task.line, `found a <${task.tag}> without a name, expected <name>\u2026</name>`);
  if (action === "" && !isCheckpoint)
    tell(task.line, `found a <${task.tag}> that says nothing to do, expected <${isFeature ? "behavior" : "action"}>`);
  return {
    name: name || type,
    type,
    tdd: isFeature || task.attributes.tdd === "true",
    files: pathsOf(said("files")),
    action,
    commands: inner.filter((one) => one.tag === "automated").flatMap((one) => commandsOf(plainText(one.text))),
    behavior: isFeature ? "" : said("behavior"),
    criteria: said("acceptance_criteria"),
    done: said("done")
  };
}
function headedTasks(body) {
  const lines = readMarkdown(body);
  return [2, 3].flatMap((level) => sectionsOf(lines, level).flatMap((section) => {
    const name = /^Task \d+\s*[:.\u2014\u2013-]\s*(.+)$/i.exec(section.title)?.[1];
    if (name === undefined)
      return [];
    const action = section.lines.map((line) => line.text).join(`
`).trim();
    return [
      { name, type: "auto", tdd: false, files: [], action, commands: [], behavior: "", criteria: "", done: "" }
    ];
  }));
}

// src/workflows/phases/planning/project.ts
function readProjectText(source) {
  const read = readMarkdown(source);
  const raw = linesOf(source);
  const sections = new Map;
  let open = null;
  const close = (to) => {
    if (open === null)
      return;
    const text = raw.slice(open.from, to).join(`
`).trim();
    sections.set(open.title, [sections.get(open.title), text].filter(Boolean).join(`

`));
  };
  for (const [at, { heading }] of read.entries()) {
    if (heading === null || heading.level > 2)
      continue;
    close(at);
    open = heading.level === 2 ? { title: heading.title, from: at + 1 } : null;
  }
  close(raw.length);
  return { title: titleOf(read) ?? "", sections: Object.fromEntries(sections) };
}

// src/workflows/phases/planning/requirements.ts
var ENTRY = /^\s*[-*+]\s+(?:\[(.)\]\s+)?(?:\*\*|__)([A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*-\d+[a-z]?)(:?)(?:\*\*|__)(:?)\s*(.*)$/;
var MEANT = /^\s*[-*+]\s+\[(.)\]\s+(?:`|\*\*|__)?([A-Z][A-Z0-9_]*-\d+)\b/;
var OUT = /\bout of scope\b|\bnon-?goals?\b/i;
var LATER = /\bv[2-9]\b|\bfuture\b|\blater\b|\bdeferred\b|\bnice to have\b/i;
function placeRequirements(source, path) {
  const problems = [];
  const tell = telling(path, problems);
  const lines = readMarkdown(source);
  const requirements = [];
  const first = new Map;
  let section = "";
  let open = null;
  const close = () => {
    if (open !== null)
      open.one.text = fold2(open.parts.join(" "));
    open = null;
  };
  for (const [at, line] of lines.entries()) {
    if (line.kind !== "plain" || line.text.trim() === "") {
      close();
      continue;
    }
    if (line.heading !== null) {
      close();
      if (line.heading.level <= 2)
        section = line.heading.title;
      continue;
    }
    const found = ENTRY.exec(line.text);
    if (found === null || found[3] === "" && found[4] === "") {
      const meant = MEANT.exec(line.text);
      if (meant)
        tell(at + 1, `found ${meant[2]} in another form, expected \`- [ ] **${meant[2]}**: text\``);
      const indent = line.text.length - line.text.trimStart().length;
      const current = open;
      if (current !== null && indent > current.indent)
        current.parts.push(line.text);
      else
        close();
      continue;
    }
    close();
    const [, box, id, , , rest] = found;
    if (box !== undefined && !/[ x]/.test(box))
      tell(at + 1, `found the box [${box}] of ${id}, expected [ ] or [x]`);
    const before = first.get(id);
    if (before !== undefined)
      tell(at + 1, `found ${id} once more (first in line ${before}), expected it once`);
    else
      first.set(id, at + 1);
    const scope = OUT.test(section) ? "out" : LATER.test(section) || box === undefined ? "later" : "v1";
    const one = { id, text: "", scope, done: box === "x" };
    requirements.push({ requirement: one, line: at });
    open = { indent: line.text.length - line.text.trimStart().length, parts: [rest], one };
  }
  close();
  return { requirements, lines, problems };
}

// src/workflows/phases/planning/roadmap.ts
var NUMBER2 = String.raw`\d{1,4}(?:\.\d{1,3})*`;
var HEADING = new RegExp(String.raw`^(?:\[[^\]]*\]\s*)?Phase\s+(${NUMBER2})\s*(?:\([^)]*\)\s*)?:\s*(.*)$`, "i");
var MEANT2 = /^(?:\[[^\]]*\]\s*)?Phase\s+\d/i;
var UNNUMBERED = /^(?:\[[^\]]*\]\s*)?Phase\b(?!s?\s+\d)/i;
var UNNUMBERED_BOX = /^\s*[-*+]\s+\[ \]\s+\**(Phase\b(?!\s+\d)[^*]*)/i;
var BOX = new RegExp(String.raw`^\s*[-*+]\s+\[(.)\]\s.*?\bPhase\s+(${NUMBER2})(?=[:\s*(]|$)`);
var LABEL = /^\s*(?:[-*+]\s+)?\*\*([^*:]{1,60})(:?)\*\*(?:\s*\([^)]*\))?(:?)[ \t]*(.*)$/;
var CURRENT = /(?:\uD83D\uDEA7|\uD83D\uDD04)[^*]*\*\*(v\d+(?:\.\d+)*)\s*([^*]*)\*\*/u;
var PLANS = /^\s*Plans:\s*$/;
var ITEM = /^\s*(?:[-*+]|\d+[.)])\s/;
var NONE = /^(?:none|nothing|tbd|n\/a|-|\u2014|\u2013)\b/i;
var hidden = (line) => line.kind !== "plain";
function withoutDetails(lines) {
  let depth = 0;
  return lines.map((line) => {
    const inside = depth > 0;
    if (!hidden(line) && line.text.includes("<")) {
      if (/^\s*<details\b/i.test(line.text))
        depth++;
      if (/<\/details>/i.test(line.text))
        depth = Math.max(0, depth - 1);
    }
    return !inside && depth === 0 && !hidden(line);
  });
}
function placeRoadmap(source, path) {
  const problems = [];
  const tell = telling(path, problems);
  const lines = readMarkdown(source);
  const counts = withoutDetails(lines);
  const phases = [];
  let reserved = false;
  for (const [at, line] of lines.entries()) {
    const heading = counts[at] ? line.heading : null;
    if (heading === null)
      continue;
    const open = phases.at(-1);
    const found = HEADING.exec(heading.title);
    const isPhase = heading.level >= 2 && heading.level <= 4 && found !== null;
    if (open && open.to < 0 && (isPhase || heading.level <= lines[open.from].heading.level))
      open.to = at;
    if (heading.level < 2 || heading.level > 4)
      continue;
    if (found === null) {
      const isMeant = MEANT2.test(heading.title) || UNNUMBERED.test(heading.title) && hasGoal(lines, at);
      if (isMeant)
        tell(at + 1, `found ${JSON.stringify(heading.title)}, expected number and name as in \`Phase 2: Name\``);
      continue;
    }
    reserved = isReserved(plainNumber(found[1]));
    if (reserved)
      continue;
    phases.push({
      phase: emptyPhase(plainNumber(found[1]), fold2(found[2].replace(/\(INSERTED\)/i, "")), at + 1),
      from: at,
      to: -1,
      labels: new Map,
      boxes: []
    });
  }
  const sectioned = new Set;
  for (const one of phases) {
    if (one.to < 0)
      one.to = lines.length;
    fill(one, lines, tell);
    for (let at = one.from;at < one.to; at++)
      sectioned.add(at);
  }
  const bare = boxesOf(lines, counts, sectioned, phases, tell);
  const current = lines.map((line, at) => counts[at] && line.text.includes("**v") ? CURRENT.exec(line.text) : null).find(Boolean);
  const milestone = current ? { version: current[1], name: fold2(current[2]) } : null;
  const title = (titleOf(lines) ?? "").replace(/^Roadmap\s*[:\u2014\u2013-]\s*/i, "");
  if (phases.length === 0 && bare.length === 0 && counts.every((one, at) => one || hidden(lines[at])))
    tell(null, "found no phase, expected headings such as `### Phase 1: Name`");
  return { roadmap: { title, phases: phases.map((one) => one.phase), milestone }, phases, bare, lines, problems };
}
var emptyPhase = (number, name, line) => ({
  number,
  name,
  goal: "",
  criteria: [],
  requirements: [],
  depends_on: [],
  risk: null,
  done: false,
  line
});
function boxesOf(lines, counts, sectioned, phases, tell) {
  const bare = [];
  const byNumber = new Map;
  for (const one of phases)
    byNumber.set(one.phase.number, [...byNumber.get(one.phase.number) ?? [], one]);
  for (const [at, line] of lines.entries()) {
    if (!counts[at] || sectioned.has(at))
      continue;
    const found = BOX.exec(line.text);
    if (found === null) {
      const unnumbered = UNNUMBERED_BOX.exec(line.text)?.[1];
      if (unnumbered)
        tell(at + 1, `found ${JSON.stringify(unnumbered.trim())}, expected its number, as in \`Phase 2: Name\``);
      continue;
    }
    const number = plainNumber(found[2]);
    if (isReserved(number))
      continue;
    if (!/[ x]/.test(found[1]))
      tell(at + 1, `found the box [${found[1]}], expected [ ] or [x]`);
    const done = found[1] === "x";
    const own = byNumber.get(number);
    if (own === undefined) {
      bare.push({ number, line: at + 1, done });
      if (!done)
        tell(at + 1, `found Phase ${number} without a section, expected a heading \`### Phase ${number}: Name\``);
      continue;
    }
    for (const one of own) {
      if (one.boxes.length > 0 && one.phase.done !== done)
        tell(at + 1, `found Phase ${number} once more (line ${one.boxes[0] + 1}) with another box, expected one`);
      one.boxes.push(at);
      one.phase.done = done;
    }
  }
  return bare;
}
function labelOf(line, at) {
  if (hidden(line) || !line.text.includes("**"))
    return null;
  const found = LABEL.exec(line.text);
  if (found === null || found[2] === "" && found[3] === "")
    return null;
  return { name: fold2(found[1]).toLowerCase(), at, rest: found[4].trim() };
}
function hasGoal(lines, at) {
  const next = lines.findIndex((line, index) => index > at && line.heading !== null);
  const own = lines.slice(at + 1, next < 0 ? undefined : next);
  return own.some((line) => labelOf(line, 0)?.name === "goal");
}
function fill(placed, lines, tell) {
  const { phase, from, to, labels } = placed;
  const found = [];
  for (let at = from + 1;at < to; at++) {
    const label = labelOf(lines[at], at);
    if (label === null)
      continue;
    found.push(label);
    if (!labels.has(label.name))
      labels.set(label.name, at);
  }
  const under = (one) => {
    const next = found.find((other) => other.at > one.at)?.at ?? to;
    const own = lines.slice(one.at + 1, next);
    const end = own.findIndex((line) => line.heading !== null || PLANS.test(line.text));
    return end < 0 ? own : own.slice(0, end);
  };
  const said = (name) => {
    const one = found.find((label) => label.name === name);
    if (one === undefined)
      return null;
    const more = [];
    for (const line of under(one)) {
      if (line.text.trim() === "" || hidden(line) || ITEM.test(line.text))
        break;
      more.push(line.text);
    }
    return { text: fold2([one.rest, ...more].join(" ")), line: one.at + 1 };
  };
  phase.goal = said("goal")?.text ?? "";
  const risk = said("risk")?.text ?? "";
  phase.risk = risk === "" ? null : risk;
  const criteria = found.find((one) => one.name.startsWith("success criteria"));
  if (criteria) {
    const { items } = itemsOf(under(criteria));
    const numbered = items.filter((one) => one.number !== null);
    phase.criteria = (numbered.length > 0 ? numbered : items).map((one) => one.text).filter((one) => one !== "");
  }
  const requirements = said("requirements");
  if (requirements && requirements.text !== "" && !NONE.test(requirements.text)) {
    const ids = requirements.text.replace(/^\[(.*)\]$/, "$1").split(",");
    for (const id of ids.map((one) => one.trim().replace(/^[*`]+|[*`]+$/g, "")).filter((one) => one !== "")) {
      if (/\s/.test(id) || !/\d/.test(id))
        tell(requirements.line, `Requirements: found ${id}, expected ids such as AUTH-01`);
      else
        phase.requirements.push(id);
    }
  }
  const depends = said("depends on");
  if (depends)
    phase.depends_on = numbersIn(depends.text).filter((one) => !samePhase(one, "0"));
}
var RANGE = /(?<![\w.-])(\d{1,4})\s*(?:-|\u2013|to)\s*(\d{1,4})(?![\w.-])/g;
var SINGLE = new RegExp(String.raw`(?<![\w.-])(${NUMBER2})(?![\w-])`, "g");
function numbersIn(text) {
  const plain = text.replace(/\([^()]*\)/g, " ").replace(RANGE, (whole, first, last) => {
    const [from, to] = [Number(first), Number(last)];
    return to > from && to - from < 1000 ? Array.from({ length: to - from + 1 }, (_, at) => from + at).join(", ") : whole;
  });
  return [...new Set([...plain.matchAll(SINGLE)].map((one) => plainNumber(one[1])))];
}

// src/workflows/phases/planning/state.ts
var FIELD = /^\s*(?:\*\*([A-Z][\w /-]{0,40}):\*\*|([A-Z][\w /-]{0,40}):)(?:[ \t]+(.*))?$/;
var ERROR = /^(?:error|failed)\b[\s:\u2014\u2013-]*(.*)$/i;
var PAUSED = /^(?:paused|stopped)\b/i;
function stateFields(body) {
  const fields = new Map;
  for (const line of readMarkdown(body)) {
    const found = line.kind === "plain" && line.heading === null ? FIELD.exec(line.text) : null;
    const name = (found?.[1] ?? found?.[2])?.toLowerCase();
    if (name !== undefined && !fields.has(name))
      fields.set(name, { value: (found[3] ?? "").trim(), line: line.number });
  }
  return fields;
}
function readStateText(source, path) {
  const problems = [];
  const { yaml, body } = splitFrontMatter(source);
  const front = yaml === null ? null : parseFrontMatter(yaml, telling(path, problems));
  const fields = stateFields(body);
  const said = (name, key) => {
    const value = fields.get(name)?.value ?? (front === null ? null : asWritten(front, key));
    return value === null || value === "" || /^(?:none|null|\u2014|-)$/i.test(value) ? null : value;
  };
  const status = said("status", "status");
  const phase = /\d{1,4}(?:\.\d{1,3})*/.exec((said("phase", "current_phase") ?? "").replace(/\bv\d[\d.]*/g, ""))?.[0];
  const stopped = said("stopped at", "stopped_at");
  const version = front === null ? null : asWritten(front, "milestone");
  const name = front === null ? null : asWritten(front, "milestone_name");
  const error = ERROR.exec(status ?? "");
  const state = {
    milestone: version === null || name === "milestone" ? null : { version, name: name ?? "" },
    phase: phase === undefined ? null : plainNumber(phase),
    status,
    stopped_at: stopped,
    paused: said("paused at", "paused_at") !== null || PAUSED.test(status ?? ""),
    error: error === null ? null : error[1] || stopped || status,
    last_activity: said("last activity", "last_activity")
  };
  return { state, problems };
}

// src/workflows/phases/planning/summary.ts
var keyFiles = object({ created: _default(words, []), modified: _default(words, []) });
var fieldsOfSummary = object({
  phase: optional(union([string(), number2()])),
  plan: optional(union([string(), number2()])),
  "requirements-completed": optional(words),
  requirements_completed: optional(words),
  "key-files": optional(nullable(keyFiles)),
  status: optional(nullable(string()))
});
var COMMIT = /`([0-9a-f]{7,40})`/g;
var PATH = /^[ \t]*[-*+][ \t]+(?:\*\*)?`([^`\n]+)`/;
var TOLD = /^(?:decisions|deviations|issues|concerns|next phase|user setup|known stubs|threat flags)/i;
var SELF_CHECK = /^(?:self[- ]check|verification|quality check)/i;
var FAILED = /\bfail|\u2717|\u274C|\bincomplete\b|\bblocked\b/i;
var textIn = (section) => section.lines.map((line) => line.text).join(`
`).trim();
function readSummaryText(source, { path, phase, file }) {
  const problems = [];
  const tell = telling(path, problems);
  const { yaml, body } = splitFrontMatter(source);
  const front = yaml === null ? null : parseFrontMatter(yaml, tell);
  const fields = front === null ? null : checkedFields(fieldsOfSummary, front, tell);
  const said = (key) => front === null ? null : asWritten(front, key);
  const ofPhase = /^\d+(?:\.\d+)*/.exec(said("phase") ?? "")?.[0];
  if (ofPhase !== undefined && !samePhase(ofPhase, phase))
    tell(front.at.get("phase")?.line ?? 1, `phase: found ${said("phase")}, expected ${twoDigits(phase)}`);
  const number = /(\d{1,4})$/.exec(said("plan") ?? "")?.[1];
  const plan = file.plan ?? (number === undefined ? null : Number(number));
  if (plan === null)
    tell(front?.at.get("plan")?.line ?? 1, "plan: found no number, expected that of the plan");
  else if (number !== undefined && Number(number) !== plan)
    tell(front.at.get("plan")?.line ?? 1, `plan: found ${said("plan")}, expected ${plan} as in the name of the file`);
  const sections = sectionsOf(readMarkdown(body), 2);
  const under = (title) => sections.filter((one) => title.test(one.title)).map(textIn).join(`
`);
  const selfCheck = sections.findIndex((one) => SELF_CHECK.test(one.title));
  const checked = sections.slice(selfCheck < 0 ? sections.length : selfCheck);
  return {
    path,
    phase,
    plan: plan ?? 0,
    commits: [...new Set([...under(/^(?:task )?commits/i).matchAll(COMMIT)].map((one) => one[1]))],
    files: [
      ...new Set([
        ...fields?.["key-files"]?.created ?? [],
        ...fields?.["key-files"]?.modified ?? [],
        ...under(/^files\b/i).split(`
`).flatMap((line) => PATH.exec(line)?.[1] ?? [])
      ])
    ],
    self_check: !/^(?:halted|blocked)$/.test(fields?.status ?? "") && !checked.some((one) => FAILED.test(`${one.title}
${textIn(one)}`)),
    requirements: fields?.["requirements-completed"] ?? fields?.requirements_completed ?? [],
    text: sections.filter((one) => TOLD.test(one.title)).map((one) => `## ${one.title}

${textIn(one)}`).join(`

`),
    problems
  };
}

// src/workflows/phases/planning/verification.ts
var gap = union([string(), object({ truth: string() })]);
var human = union([string(), object({ test: string() })]);
var list = (entry) => optional(nullable(array(entry)));
var fieldsOfVerification = object({
  phase: optional(union([string(), number2()])),
  status: _enum(["passed", "gaps_found", "human_needed"]),
  score: optional(nullable(string())),
  commit: optional(nullable(union([string(), number2()]))),
  gaps: list(gap),
  escalated: optional(nullable(boolean())),
  human_verification: list(human),
  left_by_commands: list(string())
});
var SCORE = /^(\d{1,4})\s*\/\s*(\d{1,4})\b/;
var HASH = /^[0-9a-f]{7,64}$/;
function readVerificationText(source, { path, phase }) {
  const problems = [];
  const tell = telling(path, problems);
  const { yaml } = splitFrontMatter(source);
  if (yaml === null)
    tell(1, "found no front matter; expected `---`, then fields such as `status: passed`, then `---`");
  const front = yaml === null ? null : parseFrontMatter(yaml, tell);
  const fields = front === null ? null : checkedFields(fieldsOfVerification, front, tell);
  const lineOf = (key) => front?.at.get(key)?.line ?? 1;
  const ofPhase = front === null ? null : asWritten(front, "phase");
  const number = /^\d+(?:\.\d+)*/.exec(ofPhase ?? "")?.[0];
  if (number !== undefined && !samePhase(number, phase))
    tell(lineOf("phase"), `phase: found ${ofPhase}, expected ${twoDigits(phase)}, the number of its folder`);
  const score = SCORE.exec(fields?.score ?? "");
  if (fields?.score && score === null)
    tell(lineOf("score"), `score: found ${fields.score}, expected such as 3/5`);
  const [met, total] = [Number(score?.[1] ?? 0), Number(score?.[2] ?? 0)];
  const gaps = (fields?.gaps ?? []).map((one) => typeof one === "string" ? one : one.truth);
  if (fields?.status === "passed" && (met < total || gaps.length > 0))
    tell(lineOf("status"), gaps.length > 0 ? `status: found passed with ${gaps.length} gaps, expected gaps_found` : `status: found passed with ${met} of ${total}, expected gaps_found or human_needed`);
  const commit = front === null ? null : asWritten(front, "commit");
  if (commit !== null && !HASH.test(commit))
    tell(lineOf("commit"), `commit: found ${commit}, expected a commit's hash`);
  return {
    path,
    phase,
    status: problems.length > 0 && fields?.status !== "human_needed" ? "gaps_found" : fields?.status ?? "gaps_found",
    commit: commit !== null && HASH.test(commit) ? commit : null,
    met,
    total,
    gaps,
    human: (fields?.human_verification ?? []).map((one) => typeof one === "string" ? one : one.test),
    escalated: fields?.escalated === true,
    ...fields?.left_by_commands ? { left: fields.left_by_commands } : {},
    problems
  };
}

// src/workflows/phases/planning/read.ts
var NOTHING2 = {
  exists: false,
  project: null,
  requirements: null,
  roadmap: null,
  config: DEFAULT_CONFIG,
  state: null,
  paused: false,
  error: null,
  problems: []
};
function readWith(root, path, of, problems) {
  const text = readText(root, path, problems);
  if (text === null)
    return null;
  try {
    return of(text);
  } catch (error) {
    telling(path, problems)(null, `it cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}
function readRoot(root) {
  const problems = [];
  if (!isFolder(root, PLANNING, problems))
    return { ...NOTHING2, problems };
  const read = (path, of) => readWith(root, path, of, problems);
  const project = read(PROJECT, readProjectText);
  const requirements = read(REQUIREMENTS, (text) => placeRequirements(text, REQUIREMENTS));
  const roadmap = read(ROADMAP, (text) => placeRoadmap(text, ROADMAP));
  const config = read(CONFIG, (text) => readConfigText(text, CONFIG));
  const state = read(STATE, (text) => readStateText(text, STATE));
  for (const one of [requirements, roadmap, config, state])
    problems.push(...one?.problems ?? []);
  if (isThere(root, ROADMAP_CHANGE))
    telling(ROADMAP_CHANGE, problems)(null, `found a change of the roadmap that was broken off${brokenOff(root)}, expected none; make it once more, and it is finished`);
  const milestone = roadmap?.roadmap.milestone ?? state?.state.milestone ?? null;
  return {
    exists: true,
    project: project?.sections ?? null,
    requirements: requirements?.requirements.map((one) => one.requirement) ?? null,
    roadmap: roadmap === null ? null : { ...roadmap.roadmap, milestone },
    config: config?.config ?? DEFAULT_CONFIG,
    state: state?.state ?? null,
    paused: state?.state.paused === true || isThere(root, `${PLANNING}/${PAUSE_NOTE}`),
    error: state?.state.error ?? null,
    problems
  };
}
function brokenOff(root) {
  const objectIn = (text) => {
    const read = readJson(String(text));
    return read.ok && isObject(read.value) ? read.value : {};
  };
  const { kind, phase, after, before } = objectIn(objectIn(readText(root, ROADMAP_CHANGE, [])).asked);
  const words = [kind, typeof phase === "string" && phase, after && `after ${after}`, before && `before ${before}`];
  return kind === undefined ? "" : ` (${words.filter(Boolean).join(" ")})`;
}
var isThere = (root, path) => lstatSync(join(root, path), { throwIfNoEntry: false }) !== undefined;
function foldersOf(root, problems) {
  if (!isFolder(root, PHASES, problems))
    return [];
  const folders = [];
  for (const name of namesIn(root, PHASES, problems)) {
    if (name.startsWith(MOVING) && !isThere(root, ROADMAP_CHANGE))
      problems.push(leftProblem(`${PHASES}/${name}`));
    if (name.startsWith("."))
      continue;
    const number = folderNumber(name);
    if (number !== null && isReserved(number))
      continue;
    const path = `${PHASES}/${name}`;
    if (number !== null)
      folders.push({ name, number });
    else if (isDirectory(root, path))
      telling(path, problems)(null, "found a folder without a phase's number, expected a name such as 02-search");
  }
  return folders.sort((one, other) => byNumber(one.number, other.number) || (one.name < other.name ? -1 : 1));
}
function isDirectory(root, path) {
  try {
    return lstatSync(join(root, path)).isDirectory();
  } catch (error) {
    if (errorCode(error) === undefined)
      throw error;
    return false;
  }
}
function ownFile(root, path, problems) {
  const found = path === null ? undefined : lstatSync(join(root, path), { throwIfNoEntry: false });
  if (path === null || found === undefined || found.isFile())
    return path;
  const what = found.isSymbolicLink() ? "a symbolic link" : "no file";
  telling(path, problems)(null, `it is ${what}; expected a file of your own that is no link`);
  return null;
}
function overviewOf(root, { name, number }) {
  const problems = [];
  const folder = `${PHASES}/${name}`;
  if (!isFolder(root, folder, problems))
    return problems.length === 0 ? null : { ...emptyFolder(name, number), problems };
  const names = namesIn(root, folder, problems);
  const files = namesOf(number, names);
  const path = (file) => file === null ? null : `${folder}/${file}`;
  const verification = verificationOf(root, path(files.verification), number, problems);
  return {
    name,
    number,
    context: ownFile(root, path(files.context), problems),
    research: ownFile(root, path(files.research), problems),
    patterns: ownFile(root, path(files.patterns), problems),
    plans: files.plans.map((one) => ({
      path: `${folder}/${one.name}`,
      id: one.plan === null ? one.name.replace(/-?PLAN\.md$/, "") : planId(number, one.plan),
      summary: path(summaryOf(one, files.summaries)?.name ?? null)
    })),
    verification,
    paused: names.includes(PAUSE_NOTE),
    problems
  };
}
var emptyFolder = (name, number) => ({
  name,
  number,
  context: null,
  research: null,
  patterns: null,
  plans: [],
  verification: null,
  paused: false,
  problems: []
});
function readOverview(root) {
  const top = readRoot(root);
  if (!top.exists)
    return { ...top, phases: [] };
  const problems = [...top.problems];
  const phases = foldersOf(root, problems).flatMap((one) => overviewOf(root, one) ?? []);
  problems.push(...phases.flatMap((one) => one.problems));
  return { ...top, paused: top.paused || phases.some((one) => one.paused), phases, problems };
}
var hasPlanning = (root) => isFolder(root, PLANNING, []);
function readRoadmap(root) {
  const problems = [];
  const placed = isFolder(root, PLANNING, problems) ? readWith(root, ROADMAP, (text) => placeRoadmap(text, ROADMAP), problems) : null;
  return { roadmap: placed?.roadmap ?? null, problems: [...problems, ...placed?.problems ?? []] };
}
function readPhase(root, number) {
  const problems = [];
  if (!isFolder(root, PLANNING, problems))
    return { phases: [], problems };
  const phases = foldersOf(root, problems).filter((one) => samePhase(one.number, number)).flatMap((one) => folderOf(root, one, problems) ?? []);
  return { phases, problems };
}
function readOne(root, path, of, problems) {
  const own = [];
  const text = readText(root, path, own);
  let value = null;
  try {
    if (text !== null || own.length > 0)
      value = of(text ?? "", path);
    if (value !== null)
      value.problems = text === null ? own : value.problems;
  } catch (error) {
    telling(path, own)(null, `it cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  problems.push(...value?.problems ?? own);
  return value === null ? null : [value];
}
var verificationOf = (root, path, phase, problems) => path === null ? null : readOne(root, path, (text, at) => readVerificationText(text, { path: at, phase }), problems)?.[0] ?? null;
var summariesOf = (root, folder, phase, names, problems) => names.flatMap((file) => readOne(root, `${folder}/${file.name}`, (text, path) => readSummaryText(text, { path, phase, file }), problems) ?? []);
function folderOf(root, { name, number }, problems) {
  const folder = `${PHASES}/${name}`;
  if (!isFolder(root, folder, problems))
    return null;
  const files = namesOf(number, namesIn(root, folder, problems));
  const path = (file) => file === null ? null : `${folder}/${file}`;
  const read = (file, of) => readOne(root, `${folder}/${file}`, of, problems) ?? [];
  return {
    name,
    number,
    context: ownFile(root, path(files.context), problems),
    research: ownFile(root, path(files.research), problems),
    patterns: ownFile(root, path(files.patterns), problems),
    plans: files.plans.flatMap((file) => read(file.name, (text, at) => readPlanText(text, { path: at, phase: number, file }))).filter((one) => !one.superseded),
    summaries: summariesOf(root, folder, number, files.summaries, problems),
    verification: verificationOf(root, path(files.verification), number, problems)
  };
}
function readPlanning(root, only) {
  const top = readRoot(root);
  if (!top.exists)
    return { ...top, phases: [] };
  const problems = [...top.problems];
  let { paused } = top;
  const phases = foldersOf(root, problems).flatMap((one) => {
    const isAsked = only === undefined || samePhase(one.number, only);
    const read = isAsked ? folderOf(root, one, problems) : null;
    const isOne = isAsked ? read !== null : isFolder(root, `${PHASES}/${one.name}`, problems);
    paused ||= isOne && isThere(root, `${PHASES}/${one.name}/${PAUSE_NOTE}`);
    return read ?? [];
  });
  return { ...top, paused, phases, problems };
}
function lastSummaries(root, of, most) {
  const found = [];
  for (const { name, number } of foldersOf(root, []).toReversed()) {
    if (found.length >= most)
      break;
    const folder = `${PHASES}/${name}`;
    if (!of(number) || !isFolder(root, folder, []))
      continue;
    const { summaries } = namesOf(number, namesIn(root, folder, []));
    found.unshift(...summariesOf(root, folder, number, summaries, []).filter(({ text }) => text.trim() !== ""));
  }
  return found.slice(-most);
}
var contextPaths = (root, of) => foldersOf(root, []).flatMap(({ name, number }) => {
  const folder = `${PHASES}/${name}`;
  if (!of(number) || !isFolder(root, folder, []))
    return [];
  const { context } = namesOf(number, namesIn(root, folder, []));
  return context === null ? [] : ownFile(root, `${folder}/${context}`, []) ?? [];
});

export { MOVING, leftProblem, folderNumber, isReserved, blockText, readPlanText, placeRequirements, placeRoadmap, numbersIn, stateFields, readSummaryText, readOverview, hasPlanning, readRoadmap, readPhase, readPlanning, lastSummaries, contextPaths };
