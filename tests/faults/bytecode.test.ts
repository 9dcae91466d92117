// The bytecode of the hook, compiled in the background on the machine that runs it: whatever becomes of that, each event is
// answered, by the plain step where there is no better.
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import {
  bytecodeOf,
  DAY_MS,
  MAX_COMPILE_MS,
  MAX_TRIES,
  PROGRAMS,
  readyEntry,
  SEAL,
  sealOf,
} from "../../src/hooks/bytecode.ts";
import { makeRun } from "../cli/make-run.ts";
import { IS_FULL, inFull, someOf } from "../harness/in-full.ts";
import { eventually } from "../harness/patience.ts";
import { cleanup, makeProject, tempDir } from "../harness/project.ts";
import { fault } from "./counted.ts";

afterAll(cleanup);

const root = join(import.meta.dir, "..", "..");
const isRoot = process.getuid?.() === 0;
/** The program that answers these events. */
const [PROGRAM] = PROGRAMS;
const BYTECODE = bytecodeOf(PROGRAM);
let project: string;
let plugin: string;
let data: string;
beforeAll(async () => {
  const made = await makeRun({ root: makeProject({}), auto: true, until: (run) => run.tasks.length > 0 });
  project = made.root;
});
beforeEach(() => {
  plugin = tempDir("plugin-");
  for (const part of ["hooks", "dist", "package.json"])
    cpSync(join(root, part), join(plugin, part), { recursive: true });
  data = tempDir("data-");
});

const write = { tool_name: "Write", tool_input: { file_path: ".task/state.json" }, tool_use_id: "x" };
const payload = (cwd: string) =>
  Buffer.from(
    JSON.stringify({
      session_id: "s",
      transcript_path: "/nowhere/t.jsonl",
      cwd,
      hook_event_name: "PreToolUse",
      ...write,
      tool_input: { file_path: join(cwd, ".task/state.json") },
    }),
  );
const start = (folder: string | undefined) =>
  Bun.spawn([process.execPath, "hooks/hook.js", "policy"], {
    cwd: plugin,
    env: { PATH: "/usr/bin:/bin", MULTI_AI_HOME: project, ...(folder ? { CLAUDE_PLUGIN_DATA: folder } : {}) },
    stdin: payload(project),
    stdout: "pipe",
    stderr: "pipe",
  });

/** Fires an event that is denied; fails unless it was answered as it has to be, and by nothing else. */
async function answered(folder: string | undefined = data): Promise<void> {
  const hook = start(folder);
  const [out, err, code] = [await hook.stdout.text(), await hook.stderr.text(), await hook.exited];
  expect([err, code]).toEqual(["", 0]);
  expect(JSON.parse(out).hookSpecificOutput.permissionDecisionReason).toContain(".task/ belongs to the program");
}

const folder = () => join(data, "bytecode");
const there = (): string[] => (existsSync(folder()) ? readdirSync(folder()).sort() : []);
const entries = () => there().filter((name) => !name.includes(".try") && !name.includes(".new-"));
const tries = () => there().filter((name) => /\.try\d$/.test(name));
const entry = () => join(folder(), entries()[0]!);
const isMade = () => entries().length === 1 && existsSync(join(entry(), SEAL));

async function until(holds: () => boolean): Promise<void> {
  if (!(await eventually(holds))) throw new Error(`waited in vain; there is ${there().join(", ")}`);
}

/** Whether events are answered from the data folder: they are when the plain step is gone. */
async function servesCompiled(): Promise<boolean> {
  const [plain, aside] = [join(plugin, "hooks/step"), join(plugin, "hooks/aside")];
  renameSync(plain, aside);
  try {
    await answered();
    return true;
  } catch {
    return false;
  } finally {
    renameSync(aside, plain);
  }
}

/** As if this had been there for so long. */
function age(path: string, ms: number): void {
  const then = new Date(Date.now() - ms);
  utimesSync(path, then, then);
}
function ageTries(ms = MAX_COMPILE_MS + 1_000): void {
  for (const name of tries()) age(join(folder(), name), ms);
}

/** A data folder in which the step is compiled. */
async function made(): Promise<void> {
  await answered();
  await until(isMade);
}

const compile = (env: Record<string, string> = {}) =>
  Bun.spawn([process.execPath, "hooks/compile.js"], {
    cwd: plugin,
    env: { PATH: "/usr/bin:/bin", CLAUDE_PLUGIN_DATA: data, ...env },
    stdout: "pipe",
    stderr: "pipe",
  });

test("the first event is answered by the plain step, the ones behind its compilation by the compiled one", async () => {
  expect(await servesCompiled()).toBe(false);
  await made();
  expect(tries()).toHaveLength(1);
  expect(statSync(folder()).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(entry())) expect(statSync(join(entry(), name)).mode & 0o777).toBe(0o600);
  expect(readdirSync(entry())).toHaveLength(2 * PROGRAMS.length + 1);
  expect(await servesCompiled()).toBe(true);
  expect(tries()).toHaveLength(1);
});

inFull(
  "a typed command, the first event of many sessions, is answered without the step and has it compiled",
  async () => {
    const hook = Bun.spawnSync([process.execPath, "hooks/hook.js", "step"], {
      cwd: plugin,
      env: { PATH: "/usr/bin:/bin", CLAUDE_PROJECT_DIR: project, CLAUDE_PLUGIN_DATA: data },
      stdin: Buffer.from(JSON.stringify({ hook_event_name: "UserPromptExpansion", command_name: "multi-ai:status" })),
    });
    expect(JSON.parse(hook.stdout.toString()).decision).toBe("block");
    await until(isMade);
    expect(await servesCompiled()).toBe(true);
  },
);

inFull("an event does not wait for it", async () => {
  // A compiler that ends behind the answer, and else not before the test has failed.
  const [begun, go] = ["begun", "go"].map((name) => join(plugin, name)) as [string, string];
  const waits = `for (let i = 0; i < 6_000 && !(await Bun.file(${JSON.stringify(go)}).exists()); i++) await Bun.sleep(50);`;
  writeFileSync(join(plugin, "hooks/compile.js"), `await Bun.write(${JSON.stringify(begun)}, "");\n${waits}\n`);
  try {
    await answered();
    while (!existsSync(begun)) await Bun.sleep(50);
  } finally {
    writeFileSync(go, "");
  }
});

test("without a data folder nothing is compiled", async () => {
  await answered(undefined);
  await answered("relative/data");
  expect(existsSync(join(plugin, "relative"))).toBe(false);
});

test("eight events at once have it compiled once", () =>
  fault("races: bytecode, eight first events at once", async () => {
    await Promise.all(Array.from({ length: 8 }, () => answered()));
    await until(isMade);
    await answered();
    expect([entries().length, tries().length, there().length]).toEqual([1, 1, 2]);
  }));

inFull("two compilers at once leave one whole entry", () =>
  fault("races: bytecode, two compilers at once", async () => {
    mkdirSync(folder(), { mode: 0o700 });
    const both = [compile(), compile()];
    expect(await Promise.all(both.map((one) => one.exited))).toEqual([0, 0]);
    expect(there()).toEqual(entries());
    expect(isMade()).toBe(true);
    expect(await servesCompiled()).toBe(true);
  }),
);

test.each(IS_FULL ? [0, 20, 60, 120, 180] : [60])("a compiler that is killed after %d ms is in nobody's way", (ms) =>
  fault("others: bytecode, its compiler killed", async () => {
    mkdirSync(folder(), { mode: 0o700 });
    const killed = compile();
    await Bun.sleep(ms);
    killed.kill("SIGKILL");
    await killed.exited;
    await answered();
    await until(isMade);
    expect(await servesCompiled()).toBe(true);
    // What it left is taken away by the compilation behind it, once that cannot be one at work.
    const left = there().filter((name) => name.includes(".new-"));
    for (const name of left) age(join(folder(), name), MAX_COMPILE_MS + 1_000);
    rmSync(entry(), { recursive: true });
    ageTries();
    await made();
    expect(there().filter((name) => name.includes(".new-"))).toEqual([]);
  }),
);

const noFolder: [string, () => string][] = [
  ["is not there", () => join(data, "none")],
  [
    "is a file",
    () => {
      writeFileSync(join(data, "file"), "");
      return join(data, "file");
    },
  ],
  [
    "cannot be written",
    () => {
      if (isRoot) return "/proc";
      chmodSync(data, 0o500);
      return data;
    },
  ],
  [
    "anybody may write to",
    () => {
      chmodSync(data, 0o777);
      return data;
    },
  ],
];
test.each(someOf(noFolder))("a data folder that %s is left alone", (_, make) =>
  fault("others: bytecode, no folder for it", async () => {
    const path = make();
    const before = existsSync(path) && statSync(path).isDirectory() ? readdirSync(path) : [];
    if (path !== "/proc") {
      await answered(path);
      await answered(path);
      expect(existsSync(path) && statSync(path).isDirectory() ? readdirSync(path) : []).toEqual(before);
    } else await answered(path);
  }),
);

test.if(isRoot)("a data folder of another user is left alone", () =>
  fault("others: bytecode, no folder for it", async () => {
    chownSync(data, 12_345, 12_345);
    await answered();
    expect(there()).toEqual([]);
  }),
);

const elsewhere = () => tempDir("elsewhere-");
const inTheWay: [string, () => void][] = [
  ["a file", () => writeFileSync(folder(), "")],
  ["a link to another folder", () => symlinkSync(elsewhere(), folder())],
  [
    "a folder that others may write to",
    () => {
      mkdirSync(folder());
      chmodSync(folder(), 0o777);
    },
  ],
];
test.each(someOf(inTheWay))("%s in the place of the entries' folder is not used", (_, put) =>
  fault("others: bytecode, foreign files", async () => {
    put();
    await answered();
    await Bun.sleep(50);
    expect(statSync(folder()).isDirectory() ? there() : []).toEqual([]);
  }),
);

const isFull = (path: string): boolean =>
  isRoot && Bun.spawnSync(["mount", "-t", "tmpfs", "-o", "size=600k,mode=700", "tmpfs", path]).exitCode === 0;
inFull("a disk that is full in the middle leaves nothing, and is tried a few times", () =>
  fault("others: bytecode, full disk", async () => {
    const mounted = isFull(data);
    try {
      if (!mounted) return;
      await answered();
      await until(() => tries().length === 1 && there().length === 1);
      await Bun.sleep(1_000);
      // A compiler that is still at work on a busy machine clears up when it fails.
      await until(() => there().join() === tries().join());
      await answered();
      expect(tries()).toHaveLength(1);
    } finally {
      if (mounted) Bun.spawnSync(["umount", "-l", data]);
    }
  }),
);

/** Another's code in the place of the program, which would say so. */
const EVIL = `console.log("evil"); module.exports = { judge: () => true };\n`;
const spoilt: [string, () => void][] = [
  ["whose program was changed", () => writeFileSync(join(entry(), PROGRAM), EVIL)],
  [
    "whose program was changed to the same size and time",
    () => {
      const path = join(entry(), PROGRAM);
      const { size, atime, mtime } = statSync(path);
      writeFileSync(path, EVIL.padEnd(size));
      utimesSync(path, atime, mtime);
    },
  ],
  ["whose bytecode is cut", () => truncateSync(join(entry(), BYTECODE), 100_000)],
  ["whose bytecode is empty", () => truncateSync(join(entry(), BYTECODE), 0)],
  ["without bytecode", () => rmSync(join(entry(), BYTECODE))],
  ["without a seal", () => rmSync(join(entry(), SEAL))],
  ["with another seal", () => writeFileSync(join(entry(), SEAL), "{}")],
  [
    "whose program is a link",
    () => {
      const evil = join(elsewhere(), "evil.js");
      writeFileSync(evil, EVIL);
      rmSync(join(entry(), PROGRAM));
      symlinkSync(evil, join(entry(), PROGRAM));
      reseal();
    },
  ],
  [
    "whose program is a second name of another file",
    () => {
      const evil = join(elsewhere(), "evil.js");
      writeFileSync(evil, EVIL, { mode: 0o600 });
      rmSync(join(entry(), PROGRAM));
      linkSync(evil, join(entry(), PROGRAM));
      reseal();
    },
  ],
  [
    "whose program others may write",
    () => {
      chmodSync(join(entry(), PROGRAM), 0o622);
      reseal();
    },
  ],
  ["which others may write to", () => chmodSync(entry(), 0o777)],
  [
    "that is a link to another folder",
    () => {
      const other = join(elsewhere(), "entry");
      const path = entry();
      renameSync(path, other);
      symlinkSync(other, path);
    },
  ],
  ...(isRoot
    ? ([
        [
          "whose program is another user's",
          () => {
            chownSync(join(entry(), PROGRAM), 12_345, 12_345);
            reseal();
          },
        ],
        ["that is another user's", () => chownSync(entry(), 12_345, 12_345)],
      ] as [string, () => void][])
    : []),
];
/** Each has a compilation of its own: here those that are most unlike one another. */
const FEW = ["whose program was changed", "whose bytecode is cut", "whose program is a link", "that is another user's"];
const reseal = () => writeFileSync(join(entry(), SEAL), sealOf(entry()), { mode: 0o600 });

test.each(spoilt.filter(([what]) => IS_FULL || FEW.includes(what)))(
  "an entry %s is not used, and made anew",
  (_, spoil) =>
    fault("others: bytecode, spoilt entries", async () => {
      await made();
      spoil();
      // Not at once: the try before may be at work.
      await answered();
      expect(await servesCompiled()).toBe(false);
      ageTries();
      await answered();
      expect(tries()).toHaveLength(2);
      await until(() => entries().length === 1 && readyEntry({ folder: folder(), entry: entry() }) !== null);
      expect(await servesCompiled()).toBe(true);
    }),
);

test("bytecode that this Bun cannot read, or that is none, changes no answer", () =>
  fault("others: bytecode, spoilt entries", async () => {
    await made();
    for (const bytes of [Buffer.alloc(0), Buffer.from(crypto.getRandomValues(new Uint8Array(60_000)))]) {
      writeFileSync(join(entry(), BYTECODE), bytes);
      reseal();
      await answered();
    }
  }));

inFull("a program that cannot be loaded goes, and the plain step answers", () =>
  fault("others: bytecode, spoilt entries", async () => {
    await made();
    writeFileSync(join(entry(), PROGRAM), "throw new Error('no');\n");
    reseal();
    await answered();
    expect(entries()).toEqual([]);
  }),
);

test("a hook that died on its bytecode does without the next time", () =>
  fault("others: bytecode, spoilt entries", async () => {
    await made();
    writeFileSync(join(entry(), PROGRAM), 'process.kill(process.pid, "SIGSEGV");\n');
    reseal();
    const bin = tempDir("bin-");
    symlinkSync(process.execPath, join(bin, "bun"));
    const guarded = () =>
      Bun.spawn(["sh", "-c", '. "$0"', join(plugin, "hooks/guard.sh"), "live", "policy", "PreToolUse"], {
        env: { PATH: `${bin}:/usr/bin:/bin`, CLAUDE_PROJECT_DIR: project, CLAUDE_PLUGIN_DATA: data },
        stdin: "pipe",
        stdout: "pipe",
        stderr: "pipe",
      });
    const ask = async () => {
      const hook = guarded();
      hook.stdin.write(payload(project));
      await hook.stdin.end();
      return [await hook.exited, await hook.stdout.text()] as const;
    };
    expect(await ask()).toEqual([2, ""]);
    const [code, out] = await ask();
    expect([code, out.includes(".task/ belongs to the program")]).toEqual([0, true]);
  }));

inFull("what cannot be compiled is tried a few times a day", () =>
  fault("others: bytecode, a compiler that fails", async () => {
    // Not the text that the compiler was built for.
    copyFileSync(join(plugin, "hooks/step/main.js"), join(plugin, "hooks/step/more.js"));
    for (let count = 1; count <= MAX_TRIES + 1; count++) {
      await answered();
      await until(() => tries().length === Math.min(count, MAX_TRIES));
      ageTries();
    }
    await until(() => there().length === MAX_TRIES);
    rmSync(join(plugin, "hooks/step/more.js"));
    await answered();
    await Bun.sleep(500);
    expect(there()).toEqual(tries());
    // The next day: one event forgets, the next one tries.
    ageTries(DAY_MS + 1_000);
    await answered();
    await made();
    expect(await servesCompiled()).toBe(true);
  }),
);

inFull("another Bun has an entry of its own", () =>
  fault("others: bytecode, another Bun", async () => {
    await made();
    const other = entry().replace(Bun.revision.slice(0, 12), "0123456789ab");
    renameSync(entry(), other);
    ageTries();
    await answered();
    await until(() => entries().length === 2 && entries().every((name) => existsSync(join(folder(), name, SEAL))));
    expect(readFileSync(join(other, SEAL), "utf8")).not.toBe("");
    expect(await servesCompiled()).toBe(true);
  }),
);

inFull("what earlier versions left goes with a compilation, once a day has passed", () =>
  fault("others: bytecode, another version", async () => {
    await made();
    const [name] = entries() as [string];
    const step = name.slice(0, 16);
    const of = (version: string) => join(folder(), name.replace(step, version));
    const [old, young] = [of("0123456789abcdef"), of("fedcba9876543210")];
    for (const copy of [old, young]) cpSync(join(folder(), name), copy, { recursive: true });
    writeFileSync(`${old}.try1`, "");
    for (const path of [old, `${old}.try1`]) age(path, DAY_MS + 1_000);
    rmSync(join(folder(), name), { recursive: true });
    ageTries();
    age(`${old}.try1`, DAY_MS + 1_000);
    await answered();
    await until(() => !existsSync(old) && !existsSync(`${old}.try1`));
    expect(entries()).toEqual([name, young.slice(folder().length + 1)].sort());
    expect(await servesCompiled()).toBe(true);
  }),
);
