// `npm test`: plain Node, because in a fresh clone there is nothing else. Installs what is missing, then runs everything:
// types, lint, built files and tests, most files of them in a process of their own. The last line is always `N passed, N failed`,
// with `, N skipped: no …` behind it where this machine lacks what some tests need.
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { availableParallelism, freemem, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { addCounts, countTests, isPlayed, isWanted, lastLine, needingTests } from "./count.mjs";
import { faultsLine, faultsTable, readFaults } from "./faults/table.mjs";
import { fieldLine, fieldTable, readField } from "./field/table.mjs";
import { cheatsLine, cheatsTable, readCheats } from "./host/cheats/table.mjs";
import { install, root } from "./install.mjs";
import { laneAsMac } from "./mac/copy.mjs";
import { hidingEnvironment, NEEDS } from "./needs.mjs";
import { whenRun } from "./when.mjs";

const HELP = `usage: npm test                  types, lint, built files and every test
       npm test -- <filter> …    only what has one of the filters in its name, such as demo or tests/cli/run
       npm test -- --as-root     as root, only what nobody else can play: other specs are an ordinary user's
       npm run test:faults [-- <filter>]  every fault that is known: kill points, races, a full disk, and each scenario by both carriers; two to four hours on two cores
       npm run test:cheats       every cheat, in the plugin as it is and in one without the check that stops it
       npm run test:field [-- <filter>]  small real projects of many ecosystems, each workflow on each, by honest agents; 15 minutes and more.
                                 By a driver, as \`multi-ai run\`; with MULTI_AI_CARRIER=session in sessions`;

/**
 * How long one job may take, in milliseconds: past it it is ended, and has failed. No test has a
 * limit of its own, as nobody knows how slow a machine is.
 */
const LIMIT_MS = 5_400_000;
/** Who carries the field's runs: a driver, as by `multi-ai run`, unless a session is asked for. */
const FIELD_CARRIER = process.env.MULTI_AI_CARRIER === "session" ? "session" : "direct";
/** Jobs at a time: some wait for what they have started, and more than these only wait for each other. */
const LANES = 2 * availableParallelism();
/**
 * Words of specs that start a program, change a file, or change what other specs see of their process. A file without any is
 * pure: such files share processes, as most of their time went into reading the source of the program.
 */
const TOUCHES = /cleanup|tempDir|makeProject|makeRun|process\.|Bun\.|node:fs"|spawn|chdir|mock|globalThis|happy-dom|setSystemTime|setTimeout|beforeAll|afterAll/;
/** Files of one process: of pure ones, and of others that say that they share it. */
const [PURE_TOGETHER, TOGETHER] = [32, 16];

/** Specs that root alone can play end so: see harness/mount.ts. */
const AS_ROOT = " \\(as root\\)$";

/** The words of heads that `npm run test:cheats` plays. */
const WITH_CHEATS = ["with cheats only", "with cheats too"];
/** Runs of another kind than `npm test`: which words of heads they play, and what specs see of them. */
const MODES = {
  "--faults": {
    plays: ["in full only", "in full too", "by a driver too", "on both databases", ...WITH_CHEATS],
    env: { MULTI_AI_FAULTS: "full", MULTI_AI_CHEATS: "full" },
  },
  "--cheats": { plays: WITH_CHEATS, env: { MULTI_AI_CHEATS: "full" } },
  "--field": { plays: ["in the field"], env: { MULTI_AI_CARRIER: FIELD_CARRIER } },
  // Of any spec what root alone can play.
  "--as-root": { plays: [], env: {} },
};
/** Where the program finds what macOS has: see mac/preload.ts. */
const MAC_ONLY = "as on macOS only";
/** Words of specs that no other run has. */
const ONLY_THERE = ["in full only", "with cheats only", "in the field"];

/**
 * The specs of a run, by path, each with its source and what its head says: see when.mjs. With a
 * filter `npm run test:faults` plays any spec, in full.
 */
function specs(mode, isFiltered) {
  const plays = MODES[mode]?.plays ?? [];
  const isElsewhere = (word) => ONLY_THERE.includes(word) && !plays.includes(word);
  const all = ["tests", "server/tests"]
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map(
        (path) => `${folder}/${path.replaceAll("\\", "/")}`,
      ),
    )
    .filter((path) => path.endsWith(".test.ts") && !/node_modules\/|^tests\/fixtures\//.test(path))
    .sort()
    .map((file) => {
      const source = readFileSync(join(root, file), "utf8");
      return { file, source, ...whenRun(source, file) };
    })
    .filter(({ words }) => !words.some(isElsewhere));
  if (mode === "--as-root") return all.filter(({ source }) => source.includes("asRoot("));
  if (plays.length === 0 || (mode === "--faults" && isFiltered)) return all;
  return all.filter(({ words }) => words.some((word) => plays.includes(word)));
}

/** Runs a program in a group of its own; past the limit the group is ended. Resolves with exit code (null: ended) and output. */
function run(command, args, env, cwd = root) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
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
/** For the job server: no other PostgreSQL than the embedded one. */
const EMBEDDED = { DATABASE_URL: "", MULTI_AI_SERVER_POSTGRES: "embedded" };
/** For specs whose temporary files are on a disk. */
const ON_DISK = { TMPDIR: onDisk ?? "/tmp" };

const reports = mkdtempSync(join(tmpdir(), "multi-ai-tests-"));
/** Where tests write down the faults that they tried: see faults/counted.ts. */
const faultsFile = join(reports, "faults.jsonl");
/** The same for cheats: see host/cheats/cheats.ts. */
const cheatsFile = join(reports, "cheats.jsonl");
/** And for the field: see field/drive.ts. */
const fieldFile = join(reports, "field.jsonl");
/** Nothing of what only some machines have. On a disk: a sandbox has a /dev of its own. */
const links = mkdtempSync(join(onDisk ?? "/tmp", "multi-ai-tests-"));
// Where root tests, PostgreSQL runs as another user, who needs its programs.
chmodSync(links, 0o755);
/** What the hook compiles of itself is compiled once for all tests: see harness/compiled.ts. */
const sharedData = mkdtempSync(join(reports, "data-"));
function compileProgram(bun, plugin) {
  const entry = `${sharedData}/program${plugin}`;
  mkdirSync(dirname(entry), { recursive: true });
  spawnSync(bun, ["--no-install", "--config=hooks/bunfig.toml", "src/hooks/program/compile.ts", entry], { cwd: plugin });
}
process.on("exit", () => {
  for (const child of running) endGroup(child);
  forgetTemporaryProjects();
  for (const folder of [reports, links]) rmSync(folder, { recursive: true, force: true });
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

/**
 * Each check and each spec as a job: its name, whether it begins first, whether it runs alone, and
 * `work`, which counts it.
 */
function jobs(bun, filters, mode) {
  const env = {
    ...process.env,
    NO_COLOR: "1",
    MULTI_AI_FAULTS_FILE: faultsFile,
    MULTI_AI_CHEATS_FILE: cheatsFile,
    MULTI_AI_FIELD_FILE: fieldFile,
    MULTI_AI_TESTS_DATA: sharedData,
    MULTI_AI_CARRIER: "session",
    ...MODES[mode]?.env,
  };
  // What projects of the field need, each says itself.
  const hiding = mode === "--field" ? {} : hidingEnvironment(links);
  const tool = (name) => join(root, "tests/node_modules/.bin", name);
  const check = (name, command, args) => ({
    name,
    isFirst: true,
    work: async () => {
      const { code, output } = await run(command, args, env);
      return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, output };
    },
  });
  const checks = [
    // Its checkers check much of it each for itself, which takes twice the time of the processor.
    check("types", tool("tsc"), ["-p", ".", "--singleThreaded"]),
    check("lint", tool("biome"), ["ci", "--max-diagnostics=50", "--colors=off"]),
  ];
  let reported = 0;
  /** Plays specs in one process; with a pattern those of their tests whose names it matches. Returns its count, output and report. */
  const played = async (files, only, more, cwd) => {
    const file = join(reports, `${reported++}.xml`);
    const kept = ["--reporter=junit", `--reporter-outfile=${file}`];
    const paths = files.map((path) => `./${path}`);
    const args = ["test", ...(only === null ? [] : ["-t", only]), `--timeout=${LIMIT_MS}`, ...kept, ...paths];
    const { code, output } = await run(bun, args, { ...env, ...more }, cwd);
    // Without a report the file did not load, or the process was ended.
    const report = existsSync(file) ? readFileSync(file, "utf8") : null;
    return { ...countTests(report, code), output, report };
  };
  /**
   * Specs in one process, with nothing of what only some machines have; behind that, with all that this one has, those of
   * their tests that need some of it.
   */
  const specJob = (name, files, { part = null, more = {}, cwd = root, isOnce = false, ...when } = {}) => ({
    name,
    ...when,
    work: async () => {
      const first = await played(files, part, { ...hiding, ...more }, cwd);
      const needing = needingTests(first.report).filter((one) => isPlayed(one, part));
      const count = { ...first, skipped: part === null ? first.skipped - needing.length : 0 };
      if (needing.length === 0 || isOnce) return count;
      const again = await played([...new Set(needing.map(({ file }) => file))], `${part ?? ""}.*${NEEDS}`, more, cwd);
      const skipped = needingTests(again.report).filter((one) => one.isSkipped && isPlayed(one, part));
      return {
        ...addCounts([count, { ...again, skipped: 0, missing: skipped.map(({ needs }) => needs) }]),
        output: `${first.output}${again.output}`,
        names: skipped.map(({ name }) => name),
      };
    },
  });
  /** Where else a spec runs in full: what its job is called, and the environment. */
  const again = ({ file, words }) => [
    ...(words.includes("on both databases")
      ? [{ name: `${file} on the embedded PostgreSQL`, own: EMBEDDED }]
      : []),
    ...(words.includes("by a driver too")
      ? [{ name: `${file} by a driver`, own: { MULTI_AI_CARRIER: "direct" } }]
      : []),
  ];
  /** On a Mac all is. */
  const macPart = ({ mac, macInFull }) =>
    process.platform !== "linux" ? null : mode === undefined ? mac : mode === "--faults" ? macInFull : null;
  const wanted = specs(mode, filters.length > 0)
    .flatMap((spec) => [
      ...(spec.words.includes(MAC_ONLY) ? [] : [{ ...spec, name: spec.file, own: {} }]),
      ...(macPart(spec) === null
        ? []
        : [{ ...spec, name: `${spec.file} (as on macOS)`, part: macPart(spec), isMac: true }]),
      ...(mode === "--faults" ? again(spec).map((more) => ({ ...spec, ...more })) : []),
    ])
    .filter(({ name }) => isWanted(name, filters));
  const isPure = ({ words, part, source }) =>
    mode !== "--as-root" && words.length === 0 && part === null && !TOUCHES.test(source);
  const isShared = ({ words, part, isMac }) =>
    mode !== "--as-root" &&
    !isMac &&
    part === null &&
    words.includes("together") &&
    words.every((word) => word === "together" || word === "in full too");
  const lane = wanted.some(({ isMac }) => isMac) ? laneAsMac(root, reports, hiding.PATH ?? process.env.PATH) : null;
  if (lane !== null) compileProgram(bun, lane.cwd);
  const groupsOf = (isOf, size) => {
    const files = wanted.filter(isOf).map(({ file }) => file);
    return Array.from({ length: Math.ceil(files.length / size) }, (_, at) =>
      files.slice(at * size, (at + 1) * size),
    );
  };
  const groups = [...groupsOf(isPure, PURE_TOGETHER), ...groupsOf(isShared, TOGETHER)];
  const all = [
    ...(mode === undefined ? checks : []).filter(({ name }) => isWanted(name, filters)),
    ...groups.map((files) => specJob(files.join(", "), files)),
    ...wanted
      .filter((spec) => !isPure(spec) && !isShared(spec))
      .map(({ name, file, words, part, own, isMac }) =>
        specJob(name, [file], {
          isFirst: words.includes("first"),
          isAlone: words.includes("alone"),
          part: mode === "--as-root" ? AS_ROOT : mode === "--faults" && !isMac ? null : part,
          more: { ...own, ...(isMac ? lane.env : {}), ...(words.includes("on disk") ? ON_DISK : {}) },
          cwd: isMac ? lane.cwd : root,
          isOnce: isMac || mode === "--as-root",
        }),
      ),
  ];
  return [...all.filter(({ isFirst }) => isFirst), ...all.filter(({ isFirst }) => !isFirst)];
}

async function perform(list) {
  const counts = [];
  const lane = async (waiting) => {
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      const started = Date.now();
      const count = await job.work();
      counts.push(count);
      const others = count.skipped > 0 ? `, ${count.skipped} left out` : "";
      console.log(`${count.failed === 0 ? "ok  " : "FAIL"}  ${job.name}: ${lastLine(count)}${others} (${((Date.now() - started) / 1_000).toFixed(1)} s)`);
      for (const name of count.names ?? []) console.log(`skip    ${name}`);
      if (count.failed > 0) console.log(count.output.trimEnd().replace(/^/gm, "      "));
    }
  };
  const alone = list.filter(({ isAlone }) => isAlone);
  const beside = list.filter(({ isAlone }) => !isAlone);
  await Promise.all(Array.from({ length: LANES }, () => lane(beside)));
  await lane(alone);
  return counts;
}

async function main(words) {
  const mode = words[0] in MODES ? words[0] : undefined;
  const filters = mode === undefined ? words : words.slice(1);
  const option = filters.find((one) => one.startsWith("-"));
  if (option === "--help") return void console.log(HELP) ?? 0;
  if (option !== undefined) return void console.error(`unknown option ${option}\n${HELP}`) ?? 2;
  const bun = await install({ development: true, server: true });
  compileProgram(bun, root);
  const counts = await perform(jobs(bun, filters, mode));
  // Of a part of the specs there may be none.
  const isNothing = counts.length === 0 && mode !== "--as-root";
  if (isNothing) console.log(`No check and no test file has ${filters.join(" or ")} in its name.`);
  const sum = addCounts(counts);
  if (sum.skipped > 0) console.log(`${sum.skipped} left out: they are for another user, system or way of running`);
  const faults = existsSync(faultsFile) ? readFaults(readFileSync(faultsFile, "utf8")) : [];
  if (mode === "--faults") console.log(faultsTable(faults));
  if (faults.length > 0) console.log(faultsLine(faults));
  const cheats = existsSync(cheatsFile) ? readCheats(readFileSync(cheatsFile, "utf8")) : null;
  if (cheats !== null && MODES[mode]?.env.MULTI_AI_CHEATS) console.log(cheatsTable(cheats));
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
