// `npm test`: plain Node, because in a fresh clone there is nothing else. Installs what is missing, then runs everything:
// types, lint, built files and tests, most files of them in a process of their own. The last line is always `N passed, N failed`.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { freemem, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { addCounts, countTests, isWanted, lastLine } from "./count.mjs";
import { faultsLine, faultsTable, readFaults } from "./faults/table.mjs";
import { fieldLine, fieldTable, readField } from "./field/table.mjs";
import { cheatsLine, cheatsTable, readCheats } from "./host/cheats/table.mjs";
import { install, root } from "./install.mjs";

const HELP = `usage: npm test                  types, lint, built files and every test
       npm test -- <filter> …    only what has one of the filters in its name, such as demo or tests/cli/run
       npm test -- --as-root     as root, only what nobody else can play: other specs are an ordinary user's
       npm run test:faults [-- <filter>]  every fault that is known: kill points, races, a full disk, and each scenario by both carriers; half an hour and more
       npm run test:cheats       every cheat, in the plugin as it is and in one without the check that stops it
       npm run test:field [-- <filter>]  small real projects of many ecosystems, each workflow on each, by honest agents; 15 minutes and more.
                                 By a driver, as \`multi-ai run\`; with MULTI_AI_CARRIER=session in sessions`;

/** How long one job may take, in milliseconds: past it it is ended, and has failed. */
const LIMIT_MS = 3_000_000;
/** For each test: Bun's five seconds are too few on a busy machine. No test has a limit of its own: what hangs meets that of its job. */
const TEST_MS = 1_200_000;
/** `npm run test:faults`: what does harm to the program and counts what became of it, all of it, and every scenario. */
const FAULTS = ["server/tests/", "tests/faults/", "tests/demo/", "tests/run/commands/", "tests/hooks/strangers", "tests/run/left-behind", "tests/messages/", "tests/readers/", "tests/record/shown", "tests/record/authors", "tests/run/portable", "tests/hooks/requests", "tests/workflows/multi-ai/", "tests/docs/docs-review", "tests/providers/codex-real", "tests/hooks/folder", "tests/hooks/told", "tests/host/", "tests/cli/", "tests/plugin/install", "tests/plugin/hosts", "tests/project/worktrees", "tests/engine/", "tests/workflows/council/build", "tests/workflows/checks/", "tests/workflows/execute/", "tests/workflows/phases/adopt", "tests/workflows/phases/left", "tests/workflows/phases/execute/", "tests/workflows/phases/cheats/", "tests/workflows/phases/verify/", "tests/workflows/team/"];
/** `npm run test:cheats`: models that cheat, with each check and without it. */
const CHEATS = ["tests/host/cheats/"];
/** `npm run test:field`: real projects with real packages, which it fetches. No other run has them. */
const FIELD = ["chain", "team", "council", "phases"].map((name) => `tests/field/${name}.test.ts`);
/** Who carries the field's runs: a driver, as by `multi-ai run`, unless a session is asked for. */
const FIELD_CARRIER = process.env.MULTI_AI_CARRIER === "session" ? "session" : "direct";
/** Jobs at a time: most of them wait for programs that they have started. */
const LANES = 7;
/** Folders whose tests start whole hosts: they take longest, so they begin first. */
const SLOW = ["server/tests/", "tests/demo/", "tests/docs/docs-review", "tests/host/", "tests/cli/run", "tests/plugin/", "tests/faults/", "tests/workflows/phases/adopt"];
/** Files that `npm run test:faults` alone has: what they show in the host is also tested below it, or in other files there. */
const ONLY_IN_FULL = [
  ...["demo/interactive", "docs/docs-review", "plugin/evals", "plugin/install", "plugin/installed-run", "cli/council", "cli/report-in-chromium", "cli/roadmap", "cli/setup", "cli/strangers", "cli/team", "cli/watch", "cli/worth", "faults/compiled", "faults/kill-race", "project/worktrees/kill", "providers/codex-real", "workflows/execute/execute", "workflows/execute/kill", "workflows/phases/cheats/execute", "workflows/phases/execute/play", "workflows/phases/verify/gaps", "workflows/team/baseline", "workflows/team/by-hand", "workflows/team/documents/hostile", "demo/first-run", "demo/first-minute"].map((name) => `tests/${name}.test.ts`),
  ...["api-failure", "audit", "auto-mode", "background", "bad-artifacts", "bounds", "fence", "portable", "seat-killed", "sink", "came-of", "clarification", "clean", "codex", "council", "council-providers", "council-terminal", "declined", "directives-unseen", "fixes", "foreign-planning", "github-actions", "kills", "left", "left-dialogs", "live", "mirror", "names", "own-agents", "permissions", "price", "phases-debug", "phases-files", "permitted", "permitted-terminal", "phases", "resume", "rollback", "second-request", "short-cuts", "shown", "silent", "skill-lines", "status-line", "still", "strangers", "team", "team-areas", "team-checks", "team-gates", "team-places", "team-reviews", "tests-run", "two-sessions", "until-asked", "window"].map((name) => `tests/host/${name}.test.ts`),
];
/**
 * Files whose scenarios a driver plays as well as a session (see CARRIER in host/scenario.ts): `npm run test:faults` runs each a
 * second time, by the driver. The others are about dialogs, a main thread, two sessions, or start drivers by themselves.
 */
const BY_DRIVER = ["api-failure", "auto-mode", "bad-artifacts", "bounds", "clarification", "clean", "codex", "council", "council-providers", "fixes", "live", "names", "permissions", "permitted", "phases", "phases-debug", "phases-files", "rollback", "still", "team", "team-areas", "team-checks", "team-gates", "team-places", "team-reviews", "tests-run"].map((name) => `tests/host/${name}.test.ts`);
/** Files of the job server. `npm run test:faults` has them on whichever PostgreSQL there is, and on the embedded one. */
const SERVER = "server/tests/";
const SERVER_IN_FULL = ["faults", "machines", "page", "page-run", "run", "serve"].map((name) => `${SERVER}${name}.test.ts`);
/** Of these files `npm test` has some tests, those without a run or one of each kind; `npm run test:faults` has all of them. */
const QUICK_PART = {
  [`${SERVER}jobs.test.ts`]: "^(?:what a worker writes|people) ",
  "tests/hooks/requests.test.ts": "^(?!settings with an error.*(?:no JSON|unknown field|out of range|unknown model)$)",
  "tests/record/authors.test.ts": "^(?!a repository inside.*there again.*(?:-qffdx|rm -rf api$|stash -q|stash drop|git add|switch -q)|a file that git ignores.*(?:-fdqX|stash -qa)|what only the person has.*(?:--hard$|-f other$|--source|--discard|branch -f|switch -q other &&|--git-dir|-C \\$T|user\\.name|f\\(\\)|for one|-qM|--orphan|notes add|stash branch|reflog expire|repack|-m other$|~2|--detach main|--autostash|pathspec|log -1; rm|add -A src$|cp src|gc -q$|chmod)|what a person does.*looks.*(?:deleted|moved|popped|discarded|branch|fast-forward|staged)$)",
  "tests/run/portable.test.ts": "^(?!what is not taken.*(?:with a program|absolute path|own folder|only begins alike|behind another word|another run|folder above|record's folder|behind a link)$)",
  "tests/workflows/phases/adopt.test.ts": "comes to its milestone$|mixture of these|^(?!.* what comes next begins, and ends$)",
  "tests/workflows/checks/finding-tests.test.ts": "^(?!argued stays argued.*(?:lacks an import|breaks by itself|has no test|lies where a file is|called like no test)$)",
  "tests/workflows/multi-ai/quick.test.ts": "^(?!a run with --quick is moved up by a diff with (?:many lines|a line|automation|much|one endless|an old|one line of|a drawing|what is no text))",
  "tests/workflows/checks/as-before.test.ts": "(?:skipped|replaced by an empty twin|bent by a script before it|accepted of it.*|tests got other names|a module went with its tests)$",
  "tests/host/uncommitted.test.ts": "^uncommitted work \\(.*git stash -q",
  "tests/workflows/execute/take.test.ts": "on the branch that is checked out|without commits",
};
/** The same for `npm run test:cheats`: each of their tests plays runs of its own, or builds a plugin that lacks a check. */
const ONLY_IN_CHEATS = ["lines", "trust", ...["claims", "conduct", "files"].map((name) => `without/${name}`)].map((name) => `tests/host/cheats/${name}.test.ts`);

/**
 * Words of specs that start a program, change a file, or change what other specs see of their process. A file without any is
 * pure: such files share processes, as most of their time went into reading the source of the program.
 */
const TOUCHES = /cleanup|tempDir|makeProject|makeRun|process\.|Bun\.|node:fs"|spawn|chdir|mock|globalThis|happy-dom|setSystemTime|setTimeout|beforeAll|afterAll/;
/** Pure files of one process. */
const TOGETHER = 32;

/** Specs that root alone can play end so: see harness/mount.ts. */
const AS_ROOT = " \\(as root\\)$";

const startsWithOneOf = (name, list) => list.some((one) => name.startsWith(one));

function testFiles({ isField, allFaults, allCheats, asRoot }) {
  return ["tests", "server/tests"]
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) => `${folder}/${path.replaceAll("\\", "/")}`))
    .filter((path) => path.endsWith(".test.ts") && !path.includes("node_modules/") && !path.startsWith("tests/fixtures/"))
    .filter((path) => FIELD.includes(path) === isField && (allFaults || ![...ONLY_IN_FULL, ...SERVER_IN_FULL].includes(path)) && (allCheats || !ONLY_IN_CHEATS.includes(path)))
    .filter((path) => !asRoot || readFileSync(join(root, path), "utf8").includes("asRoot("))
    .sort();
}

/** Runs a program in a group of its own; past the limit the group is ended. Resolves with exit code (null: ended) and output. */
function run(command, args, env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
    running.add(child);
    let output = "";
    let late = false;
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
    const timer = setTimeout(() => {
      late = true;
      endGroup(child);
    }, LIMIT_MS);
    const finish = (code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code: late ? null : code, output: late ? `${output}\nended after ${LIMIT_MS / 1_000} s` : output });
    };
    child.on("error", (error) => finish(void (output += error.message) ?? 1));
    // Something that a test has left behind may hold the pipes open: its output is not waited for.
    child.on("exit", (code) => setTimeout(() => finish(code), 50));
  });
}

const running = new Set();

function endGroup(child) {
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}

/** Bytes that have to be free in memory for the temporary files of all tests. */
const ROOM = 6e9;

/**
 * A folder in memory for temporary files; undefined: there is none with room, or no program may be started in it. The tests
 * make and remove hundreds of thousands of small files, of which a disk takes a sixth of the time of all of them.
 */
function memoryFolder() {
  const folder = "/dev/shm";
  if (process.env.TMPDIR || process.platform !== "linux") return undefined;
  let probe;
  try {
    const { bavail, bsize } = statfsSync(folder);
    if (Math.min(bavail * bsize, freemem()) < ROOM) return undefined;
    probe = mkdtempSync(join(folder, "multi-ai-"));
    writeFileSync(join(probe, "program"), "#!/bin/sh\n", { mode: 0o755 });
    return spawnSync(join(probe, "program")).status === 0 ? folder : undefined;
  } catch {
    return undefined;
  } finally {
    if (probe !== undefined) rmSync(probe, { recursive: true, force: true });
  }
}
const onDisk = process.env.TMPDIR;
const inMemory = memoryFolder();
if (inMemory !== undefined) process.env.TMPDIR = inMemory;
/** Tests in which commands run in a sandbox, of Codex or of Claude Code: these have a `/dev` of their own. */
const ON_DISK = ["tests/field/", "tests/host/codex", "tests/host/fence", "tests/providers/codex-real"];
const folderFor = (name) => (startsWithOneOf(name, ON_DISK) ? { TMPDIR: onDisk ?? "/tmp" } : {});

const reports = mkdtempSync(join(tmpdir(), "multi-ai-tests-"));
/** Where tests write down the faults that they tried: see faults/counted.ts. */
const faultsFile = join(reports, "faults.jsonl");
/** The same for cheats: see host/cheats/cheats.ts. */
const cheatsFile = join(reports, "cheats.jsonl");
/** And for the field: see field/drive.ts. */
const fieldFile = join(reports, "field.jsonl");
/** What the hook compiles of itself is compiled once for all tests: see harness/compiled.ts. */
const sharedData = mkdtempSync(join(reports, "data-"));
function compileProgram(bun) {
  const entry = `${sharedData}/program${root}`;
  mkdirSync(dirname(entry), { recursive: true });
  spawnSync(bun, ["--no-install", "--config=hooks/bunfig.toml", "src/hooks/compile.ts", entry], { cwd: root });
}
process.on("exit", () => {
  for (const child of running) endGroup(child);
  forgetTemporaryProjects();
  rmSync(reports, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));

/** A test whose process was ended leaves what the program has noted of its project outside of it. */
function forgetTemporaryProjects() {
  const outside = `/var/tmp/multi-ai-${process.geteuid?.() ?? "user"}/outside`;
  const entries = (kind) => (existsSync(join(outside, kind)) ? readdirSync(join(outside, kind)) : []);
  const isOver = (file) => {
    try {
      const { task } = JSON.parse(readFileSync(file, "utf8"));
      return task.startsWith(`${tmpdir()}/`) && !existsSync(dirname(task));
    } catch {
      // Another run of the tests has swept it meanwhile.
      return false;
    }
  };
  const forget = (kind, name) => rmSync(join(outside, kind, name), { recursive: true, force: true });
  for (const name of entries("copies")) if (isOver(join(outside, "copies", name, "about.json"))) forget("copies", name);
  for (const name of entries("places")) if (isOver(join(outside, "places", name))) forget("places", name);
  // All that is noted of a run has one name.
  for (const name of entries("runs"))
    if (isOver(join(outside, "runs", name))) for (const kind of ["taken", "noted", "git", "programs", "runs"]) forget(kind, name);
}

/** A check is one passed or one failed; a test file counts each of its tests. */
function jobs(bun, filters, { allFaults, allCheats, isField, asRoot }) {
  const carrier = { MULTI_AI_CARRIER: isField ? FIELD_CARRIER : "session" };
  const whole = { ...carrier, ...(allFaults ? { MULTI_AI_FAULTS: "full" } : {}), ...(allCheats ? { MULTI_AI_CHEATS: "full" } : {}) };
  const env = { ...process.env, NO_COLOR: "1", MULTI_AI_FAULTS_FILE: faultsFile, MULTI_AI_CHEATS_FILE: cheatsFile, MULTI_AI_FIELD_FILE: fieldFile, MULTI_AI_TESTS_DATA: sharedData, ...whole };
  const check = (name, command, args) => ({
    name,
    work: async () => {
      const { code, output } = await run(command, args, env);
      return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, output };
    },
  });
  const tool = (name) => join(root, "tests/node_modules/.bin", name);
  const checks = asRoot ? [] : [
    check("types", tool("tsc"), ["-p", "."]),
    check("types of server", tool("tsc"), ["-p", "server"]),
    check("lint", tool("biome"), ["ci", "--max-diagnostics=50", "--colors=off"]),
  ];
  const files = testFiles({ isField, allFaults, allCheats, asRoot });
  const byDriver = allFaults ? BY_DRIVER : [];
  const all = [
    ...files.map((file) => ({ name: file, file, own: {} })),
    ...(allFaults ? files.filter((file) => file.startsWith(SERVER)) : []).map((file) => ({ name: `${file} on the embedded PostgreSQL`, file, own: { DATABASE_URL: "", MULTI_AI_SERVER_POSTGRES: "embedded" } })),
    ...byDriver.map((file) => ({ name: `${file} by a driver`, file, own: { MULTI_AI_CARRIER: "direct" } })),
  ];
  const testsOf = (name, paths, own, index) => ({
    name,
    work: async () => {
      const file = join(reports, `${index}.xml`);
      const part = asRoot ? AS_ROOT : allFaults ? undefined : QUICK_PART[paths[0]];
      const only = part === undefined ? [] : ["-t", part];
      const named = paths.map((path) => `./${path}`);
      const { code, output } = await run(bun, ["test", ...only, `--timeout=${TEST_MS}`, "--reporter=junit", `--reporter-outfile=${file}`, ...named], { ...env, ...own, ...folderFor(paths[0]) });
      let report = null;
      try {
        report = readFileSync(file, "utf8");
      } catch {
        // No report: the file did not load, or the process was ended.
      }
      return { ...countTests(report, code), ...(part === undefined ? {} : { skipped: 0 }), output };
    },
  });
  const wanted = all.filter(({ name }) => isWanted(name, filters));
  const isPure = ({ file }) => !asRoot && !(file in QUICK_PART) && !startsWithOneOf(file, SLOW) && !TOUCHES.test(readFileSync(join(root, file), "utf8"));
  const pure = wanted.filter(isPure).map(({ file }) => file);
  const groups = Array.from({ length: Math.ceil(pure.length / TOGETHER) }, (_, at) => pure.slice(at * TOGETHER, (at + 1) * TOGETHER));
  const tests = [
    ...groups.map((paths) => ({ name: paths.join(", "), paths, own: {} })),
    ...wanted.filter((one) => !pure.includes(one.file)).map(({ name, file, own }) => ({ name, paths: [file], own })),
  ].map(({ name, paths, own }, index) => testsOf(name, paths, own, index));
  const slow = tests.filter(({ name }) => startsWithOneOf(name, SLOW));
  return [...checks.filter(({ name }) => isWanted(name, filters)), ...slow, ...tests.filter((one) => !slow.includes(one))];
}

async function perform(list) {
  const waiting = [...list];
  const counts = [];
  const lane = async () => {
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      const started = Date.now();
      const count = await job.work();
      counts.push(count);
      const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : "";
      console.log(`${count.failed === 0 ? "ok  " : "FAIL"}  ${job.name}: ${lastLine(count)}${skipped} (${((Date.now() - started) / 1_000).toFixed(1)} s)`);
      if (count.failed > 0) console.log(count.output.trimEnd().replace(/^/gm, "      "));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return counts;
}

async function main(filters) {
  const allFaults = filters[0] === "--faults";
  const allCheats = allFaults || (filters[0] === "--cheats" && filters.length === 1);
  if (allFaults) filters = filters.length > 1 ? filters.slice(1) : FAULTS;
  else if (allCheats) filters = CHEATS;
  const asRoot = filters[0] === "--as-root";
  if (asRoot) filters = filters.slice(1);
  const isField = filters[0] === "--field";
  if (isField) filters = filters.length > 1 ? filters.slice(1) : FIELD;
  const option = filters.find((one) => one.startsWith("-"));
  if (option === "--help") return void console.log(HELP) ?? 0;
  if (option !== undefined) return void console.error(`unknown option ${option}\n${HELP}`) ?? 2;
  const bun = install({ development: true, server: true });
  compileProgram(bun);
  const counts = await perform(jobs(bun, filters, { allFaults, allCheats, isField, asRoot }));
  // Of a part of the specs there may be none.
  const isNothing = counts.length === 0 && !asRoot;
  if (isNothing) console.log(`No check and no test file has ${filters.join(" or ")} in its name.`);
  const sum = addCounts(counts);
  if (sum.skipped > 0) console.log(`${sum.skipped} skipped`);
  const faults = existsSync(faultsFile) ? readFaults(readFileSync(faultsFile, "utf8")) : [];
  if (allFaults) console.log(faultsTable(faults));
  if (faults.length > 0) console.log(faultsLine(faults));
  const cheats = existsSync(cheatsFile) ? readCheats(readFileSync(cheatsFile, "utf8")) : null;
  if (cheats !== null && allCheats) console.log(cheatsTable(cheats));
  if (cheats !== null) console.log(cheatsLine(cheats));
  const field = existsSync(fieldFile) ? readField(readFileSync(fieldFile, "utf8")) : null;
  if (field !== null) console.log(`${fieldTable(field)}\ncarrier: ${FIELD_CARRIER}\n${fieldLine(field)}`);
  console.log(lastLine(sum));
  return sum.failed > 0 || isNothing ? 1 : 0;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    console.error(error.message);
    console.log(lastLine({ passed: 0, failed: 1 }));
    process.exit(1);
  },
);
