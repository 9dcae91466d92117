// @bun
import {
  runProcess
} from "./s236.js";
import {
  openRegular,
  readRange
} from "./s25.js";
import {
  runGit,
  hasGit,
  placesOf
} from "./s191.js";
import {
  leftBehind
} from "./s19.js";
import {
  MIN_SECRET_LENGTH
} from "./s20.js";
import {
  maskOfProject
} from "./s177.js";
import {
  cut,
  clean,
  oneLine2,
  plural
} from "./s28.js";
import {
  textsOf2
} from "./s174.js";
import {
  remember
} from "./s83.js";
import {
  SEAT_IDS
} from "./s34.js";
import {
  PLAN_MAKER,
  tallyOf
} from "./s183.js";
import {
  seatTasks
} from "./s89.js";
import {
  HOST_AUDIT,
  VERIFY_RESEARCH,
  refinedOf,
  auditOf,
  researchOf
} from "./s95.js";
import {
  isBlocking,
  ledgerOf
} from "./s193.js";
import {
  denyList
} from "./s276.js";
import {
  apart
} from "./s15.js";

// src/workflows/council/audit.ts
import { closeSync, constants, opendirSync, readFileSync, statfsSync } from "fs";
import { tmpdir } from "os";
import { join } from "path";
var LIMITS = {
  tool: 4000,
  git: 5000,
  walk: 5000,
  entries: 20000,
  inFolder: 2000,
  depth: 6,
  folders: 30,
  tree: 400,
  shownInFolder: 60,
  texts: 12,
  textBytes: 16384,
  textChars: 800,
  commits: 15,
  services: 60,
  words: 200,
  secret: 8
};
var TOOLS = {
  ...{ git: "--version", node: "--version", npm: "--version", pnpm: "--version", yarn: "--version" },
  ...{ bun: "--version", deno: "--version", python3: "--version", python: "--version", pip3: "--version" },
  ...{ uv: "--version", go: "version", cargo: "--version", rustc: "--version", java: "-version", ruby: "--version" },
  ...{ php: "--version", dotnet: "--version", docker: "--version", make: "--version", gcc: "--version" },
  ...{ sqlite3: "--version", psql: "--version" }
};
var NO_DOWNLOADS = { GOTOOLCHAIN: "local", RUSTUP_AUTO_INSTALL: "0", COREPACK_ENABLE_NETWORK: "0" };
var SKIPPED = new Set([
  ...[".git", ".hg", ".svn", ".task", "node_modules", "bower_components", "vendor", "site-packages", "__pycache__"],
  ...["venv", ".venv", ".cache", ".idea", ".gradle", ".terraform", ".direnv", "target", "dist", "coverage"]
]);
var plainName = (name) => name === oneLine2(name) && !name.includes("\uFFFD");
function entriesOf(looking, path, budget) {
  let folder;
  try {
    folder = opendirSync(join(looking.root, path));
  } catch (error) {
    note(looking, `${path === "" ? "the project" : shownPath(path)} could not be listed (${codeOf(error)})`);
    return [];
  }
  const found = [];
  let more = false;
  let odd = 0;
  try {
    for (let one = folder.readSync();one !== null; one = folder.readSync()) {
      more = found.length >= looking.limits.inFolder || --budget.entries < 0 || performance.now() > budget.until;
      if (more)
        break;
      if (!plainName(one.name))
        odd++;
      else if (one.name !== ".git" && (!SKIPPED.has(one.name) || !one.isDirectory()))
        found.push(one);
    }
  } catch (error) {
    note(looking, `${shownPath(path)} could not be listed (${codeOf(error)})`);
  } finally {
    folder.closeSync();
  }
  const where = path === "" ? "the project" : shownPath(path);
  if (odd > 0)
    note(looking, `${where} has ${odd} names with characters that cannot be shown: left out`);
  if (more)
    note(looking, `${where} has more entries than are looked at`);
  return found.sort((a, b) => a.name < b.name ? -1 : 1);
}
var MAX_NOTES = 30;
var note = ({ problems }, text) => {
  if (problems.length < MAX_NOTES)
    problems.push(text);
};
var shownPath = (path) => cut(path, 200);
var codeOf = (error) => error.code ?? String(error);
var within = (folder, name) => folder === "" ? name : `${folder}/${name}`;
function treeOf(looking, budget) {
  const { limits } = looking;
  const isLeft = leftBehind(looking.root);
  const lines = [];
  const add = (path, entry) => {
    lines.push(entry.isDirectory() ? `${path}/` : entry.isSymbolicLink() ? `${path} (link)` : path);
  };
  const below = (folder) => {
    const all = entriesOf(looking, folder, budget).filter((one) => !one.isDirectory() || !isLeft(within(folder, one.name), true));
    if (all.length > limits.shownInFolder)
      note(looking, `${folder === "" ? "the project" : shownPath(folder)}: ${all.length - limits.shownInFolder} entries are not in the tree`);
    return all.slice(0, limits.shownInFolder);
  };
  for (const top of below("")) {
    add(top.name, top);
    if (top.isDirectory())
      for (const one of below(top.name))
        add(`${top.name}/${one.name}`, one);
  }
  if (lines.length > limits.tree)
    note(looking, `the tree has ${lines.length - limits.tree} more entries`);
  return lines.slice(0, limits.tree);
}
var COMMON = new Set("about after also another because been before both build change code could create each every file files folder from have into like made make more must need only other project should some such than that their them then there these they this those through under using want were what when where which while will with without would".split(" "));
var stem = (word) => word.length > 4 && word.endsWith("s") ? word.slice(0, -1) : word;
function wordsOf(text, most = LIMITS.words) {
  const found = new Set;
  const parted = text.slice(0, 1e5).replaceAll(/([\p{Ll}\p{N}])(\p{Lu})/gu, "$1 $2");
  for (const [word] of parted.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)) {
    if (found.size >= most)
      break;
    if ((word.length >= 4 || word.length >= 2 && /[^\p{ASCII}]/u.test(word)) && !COMMON.has(word))
      found.add(stem(word));
  }
  return found;
}
function foldersOf(looking, request, budget) {
  const { limits, root } = looking;
  const wanted = wordsOf(request, limits.words);
  const isLeft = leftBehind(root);
  const found = [];
  let level = [""];
  for (let depth = 1;depth <= limits.depth && level.length > 0; depth++) {
    const next = [];
    for (const folder of level) {
      if (budget.entries < 0 || performance.now() > budget.until)
        return found;
      for (const entry of entriesOf(looking, folder, budget)) {
        const path = within(folder, entry.name);
        if (!entry.isDirectory() || isLeft(path, true))
          continue;
        next.push(path);
        const words = [...wordsOf(entry.name, limits.words)].filter((word) => wanted.has(word));
        if (words.length > 0 && found.length < limits.folders)
          found.push({ path, words });
      }
    }
    level = next;
  }
  return found;
}
var README = /^readme(?:\.\w{1,10})?$/i;
var MANIFEST = /^(?:package\.json|deno\.jsonc?|pyproject\.toml|setup\.(?:py|cfg)|requirements\.txt|pipfile|cargo\.toml|go\.mod|composer\.json|gemfile|pom\.xml|build\.gradle(?:\.kts)?|mix\.exs|makefile|dockerfile|(?:docker-)?compose\.ya?ml|[^/]+\.csproj|main\.py)$/i;
function textsIn(looking, folders, budget, mask) {
  const { limits, root, isSecret } = looking;
  const texts = [];
  for (const folder of folders)
    for (const entry of entriesOf(looking, folder, budget)) {
      if (!entry.isFile() || !(README.test(entry.name) || MANIFEST.test(entry.name)))
        continue;
      const path = within(folder, entry.name);
      if (isSecret(path))
        note(looking, `${shownPath(path)} was not read: it matches the deny list`);
      else if (texts.length >= limits.texts)
        return texts;
      else {
        const text = beginningOf(join(root, path), limits, mask);
        if (text === null)
          note(looking, `${shownPath(path)} could not be read as text`);
        else
          texts.push({ path, text });
      }
    }
  return texts;
}
function beginningOf(file, limits, mask) {
  let fd = null;
  try {
    fd = openRegular(file, constants.O_RDONLY);
    if (fd === null)
      return null;
    const bytes = readRange(fd, 0, limits.textBytes);
    if (bytes.includes(0))
      return null;
    const [text = ""] = mask([new TextDecoder().decode(bytes), ""]);
    return clean([...text.replaceAll(`\r
`, `
`)].slice(0, limits.textChars).join(""));
  } catch {
    return null;
  } finally {
    if (fd !== null)
      closeSync(fd);
  }
}
function commitsOf({ root, limits, problems }) {
  const places = hasGit() ? placesOf(root) : null;
  if (places === null)
    return { git: false, commits: [] };
  const format = ["log", `--max-count=${limits.commits}`, "--no-color", "--date=short", "--format=%h %ad %s"];
  const run = runGit([...format, ...places.prefix === "" ? [] : ["--", "."]], {
    cwd: root,
    timeout: limits.git,
    maxBytes: 262144
  });
  if (!run.ok && !/does not have any commits/.test(run.err))
    problems.push(`git log: ${run.problem === "exit" ? cut(oneLine2(run.err), 200) : run.problem}`);
  const lines = run.ok ? run.out.toString().split(`
`).filter(Boolean) : [];
  return { git: true, commits: lines.slice(0, limits.commits).map((one) => cut(oneLine2(one), 200)) };
}
var portsInTable = (table) => table.split(`
`).flatMap((line) => {
  const [, port] = /^\s*\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A /.exec(line) ?? [];
  return port === undefined ? [] : [Number.parseInt(port, 16)];
});
var portsInList = (list) => list.split(`
`).flatMap((line) => {
  const [, port] = /^n.*:(\d{1,5})$/.exec(line) ?? [];
  return port === undefined ? [] : [Number(port)];
});
async function portsOf(start) {
  const tables = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((file) => {
    try {
      return [readFileSync(file, "utf8")];
    } catch {
      return [];
    }
  });
  const ascending = (ports) => [...new Set(ports)].sort((a, b) => a - b);
  if (tables.length > 0)
    return ascending(tables.flatMap(portsInTable));
  const listed = await start("lsof", ["-nP", "-iTCP", "-sTCP:LISTEN", "-Fn"]);
  return listed.outcome === "exited" && (listed.exitCode === 0 || listed.stderr.trim() === "") ? ascending(portsInList(listed.stdout)) : null;
}
async function toolsOf(start) {
  const asked = await Promise.all(Object.entries(TOOLS).map(async ([name, argument]) => {
    const { outcome, exitCode, stdout, stderr } = await start(name, [argument]);
    const said = oneLine2((stdout.trim() || stderr.trim()).split(`
`, 1)[0].slice(0, 1000));
    const version = outcome === "exited" && exitCode === 0 ? /\d+(?:\.\d+)+[\w.+-]*/.exec(said)?.[0] : undefined;
    return version === undefined ? [] : [{ name, version: cut(version, 40) }];
  }));
  return asked.flat();
}
async function servicesOf(start, most) {
  const { outcome, exitCode, stdout } = await start("systemctl", [
    ...["list-units", "--type=service", "--state=running", "--plain", "--no-legend", "--no-pager"]
  ]);
  if (outcome !== "exited" || exitCode !== 0)
    return null;
  return stdout.split(`
`).flatMap((line) => /^([\w@.:\\-]+)\.service\s/.exec(line)?.[1] ?? []).slice(0, most);
}
function diskOf(root) {
  try {
    const { bavail, blocks, bsize } = statfsSync(root);
    return { free: bavail * bsize, total: blocks * bsize };
  } catch {
    return null;
  }
}
function unreadableWhy(root) {
  try {
    opendirSync(root).closeSync();
    return null;
  } catch (error) {
    return `the project's folder ${root} cannot be read (${codeOf(error)})`;
  }
}
async function auditHost(asked) {
  const { root, env, signal } = asked;
  const limits = { ...LIMITS, ...asked.limits };
  const unreadable = unreadableWhy(root);
  if (unreadable !== null)
    return nothingSeen(root, unreadable);
  const looking = { root, limits, isSecret: denyList(asked.secrets), problems: [] };
  const start = (command, args) => runProcess({
    ...{ command, args, cwd: tmpdir(), env: { ...apart(env, root), ...NO_DOWNLOADS, LC_ALL: "C" } },
    ...{ timeoutMs: limits.tool, killGraceMs: 500, maxOutputBytes: 65536, signal }
  });
  const [tools, ports, services] = await Promise.all([
    toolsOf(start),
    portsOf(start),
    servicesOf(start, limits.services)
  ]);
  const mask = maskOfProject(root, env, limits.secret);
  const masked = (text) => mask([text]).join("");
  const budget = () => ({ entries: limits.entries, until: performance.now() + limits.walk });
  const tree = treeOf(looking, budget());
  const folders = foldersOf(looking, asked.request, budget());
  const { git, commits } = commitsOf(looking);
  const texts = textsIn(looking, ["", ...folders.map((one) => one.path)], budget(), mask);
  return {
    project: { path: root, git, readable: true },
    disk: diskOf(root),
    ports,
    tools,
    services,
    folders: folders.map(({ path, words }) => ({ path: masked(path), words })),
    tree: tree.map(masked),
    commits: commits.map(masked),
    texts: texts.map(({ path, text }) => ({ path: masked(path), text })),
    problems: [...new Set(looking.problems)].map(masked)
  };
}
var nothingSeen = (root, problem) => ({
  project: { path: root, git: false, readable: false },
  ...{ disk: null, ports: null, tools: [], services: null, folders: [], tree: [], commits: [], texts: [] },
  problems: [problem]
});
var hostAudit = async ({ project, run }, _task, signal) => {
  const refined = refinedOf(project, run);
  const record = await auditHost({
    root: project.root,
    request: [run.request.text, ...refined === null ? [] : textsOf2(refined)].join(`
`),
    secrets: run.settings.secrets,
    env: process.env,
    signal
  });
  return {
    outcome: record.project.readable ? "pass" : "fail",
    tree: null,
    facts: { git: record.project.git },
    record: { check: HOST_AUDIT, ...record }
  };
};

// src/workflows/council/verdict-check.ts
var VERDICT = "verdict";
var MOST = 3;
var MAX_TEXT = 200;
var weighty = ({ objections }) => objections.filter((one) => one.severity !== "minor");
function lessonsOf(ledger) {
  const all = weighty(ledger);
  const said = (one) => `${one.at}: ${cut(one.problem, MAX_TEXT)}`;
  const own = SEAT_IDS.map((seat) => [
    seat,
    all.filter((one) => one.seat === seat).slice(0, MOST).map((one) => `Objected (${one.state}): ${said(one)}`)
  ]);
  const asked = all.slice(0, MOST).map((one) => `${one.seat} asked for a change: ${said(one)}`);
  return {
    ...Object.fromEntries(own),
    [PLAN_MAKER]: [`Approved after ${plural(ledger.rounds.length, "plan")}`, ...asked]
  };
}
var verdict = async ({ project, run }) => {
  const tally = tallyOf(run, seatTasks(run));
  const ledger = ledgerOf(run);
  const open = ledger.objections.filter(isBlocking).map((one) => one.id);
  const notes = [];
  if (tally.approved) {
    const mask = maskOfProject(project.root, process.env, MIN_SECRET_LENGTH);
    for (const [agent, texts] of Object.entries(lessonsOf(ledger)))
      notes.push(...remember(project, agent, run.run, texts.map((text) => mask([text]).join(""))));
  }
  const outcome = tally.approved ? "pass" : "blocked";
  return {
    outcome,
    tree: null,
    ...tally.approved ? {} : { facts: { error: "the votes that stand do not approve the plan" } },
    record: { check: VERDICT, outcome, plan: ledger.rounds.at(-1)?.plan ?? null, ...tally, open, notes }
  };
};

// src/workflows/council/verify.ts
var gone = (what) => `the ${what} is gone from .task/objects`;
function verified(audit, research) {
  const errors = [
    audit === null ? gone("audit") : audit.error?.trim() ? `audit: ${audit.error.trim()}` : null,
    research === null ? gone("research") : research.error?.trim() ? `research: ${research.error.trim()}` : null
  ].filter((one) => one !== null);
  return errors.length === 0 ? { outcome: "pass", reason: null } : { outcome: "blocked", reason: errors.join("; ") };
}
var MOST2 = 3;
function lessonsOf2(audit, research) {
  const stack = research.recommended_stack.slice(0, MOST2).map((one) => one.name);
  return {
    auditor: [
      ...audit.constraints.slice(0, MOST2).map((one) => `Constraint: ${one}`),
      ...audit.reuse_opportunities.slice(0, MOST2).map((one) => `Reuse: ${one}`)
    ],
    researcher: [
      `Estimated ${research.estimated_complexity}, ${research.estimated_files} files: ${research.summary}`,
      ...stack.length > 0 ? [`Stack: ${stack.join(", ")}`] : [],
      ...research.pitfalls.slice(0, MOST2).map((one) => `Pitfall: ${one}`)
    ]
  };
}
var SHORTEST_SECRET = 8;
var verifyResearch = async ({ project, run }) => {
  const audit = auditOf(project, run);
  const research = researchOf(project, run);
  const { outcome, reason } = verified(audit, research);
  const notes = [];
  if (outcome === "pass" && audit !== null && research !== null) {
    const mask = maskOfProject(project.root, process.env, SHORTEST_SECRET);
    const masked = (texts) => texts.map((text) => mask([text]).join(""));
    const { auditor, researcher } = lessonsOf2(audit, research);
    notes.push(...remember(project, "auditor", run.run, masked(auditor)));
    notes.push(...remember(project, "tech-researcher", run.run, masked(researcher)));
  }
  return {
    outcome,
    tree: null,
    ...reason === null ? {} : { facts: { error: reason.slice(0, 400) } },
    record: { check: VERIFY_RESEARCH, outcome, reason, notes }
  };
};

// src/workflows/council/checks.ts
var CHECKS = {
  [HOST_AUDIT]: hostAudit,
  [VERIFY_RESEARCH]: verifyResearch,
  [VERDICT]: verdict
};
export {
  CHECKS
};
