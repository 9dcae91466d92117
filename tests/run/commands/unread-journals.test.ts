// A journal that nobody can read, of whatever kind and size: force sets it aside, and no verb and
// no hook reads it whole.
import { afterAll, describe, expect, test } from "bun:test";
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { hookCall } from "../../../src/hooks/hook-call.ts";
import { handle } from "../../../src/hooks/index.ts";
import { narrow } from "../../../src/host/payload.ts";
import { calledAs, inHost, speak } from "../../../src/plugin.ts";
import { policy } from "../../../src/policy/policy.ts";
import { startTime } from "../../../src/process/identity.ts";
import { findProject } from "../../../src/project/project.ts";
import { beginningOf, isForeign } from "../../../src/record/machine/outside.ts";
import { noteOwner } from "../../../src/record/machine/owner.ts";
import type { Answer } from "../../../src/run/commands/command.ts";
import { orphans } from "../../../src/run/end/orphans.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { disk } from "../../../src/store/files/disk.ts";
import { JournalTooLong, MAX_JOURNAL_BYTES } from "../../../src/store/journal.ts";
import { inProcess, terminalContext } from "../../cli/in-process.ts";
import { type MadeRun, STATES } from "../../cli/made/make-run.ts";
import { typed as typedIn } from "../../harness/hook.ts";
import { allStartedHere } from "../../harness/known.ts";
import { cleanup, tempDir } from "../../harness/project.ts";

afterAll(() => {
  speak(calledAs("multi-ai"));
  return cleanup();
});

const HUGE = 900_000_000;

/** Bytes that `work` reads of files whose path has `name` in it. */
async function readOf<T>(
  name: string,
  work: () => T,
): Promise<{ result: Awaited<T>; bytes: number }> {
  const { open, read } = disk;
  const ours = new Set<number>();
  const seen = { bytes: 0 };
  disk.open = (path, flags) => {
    const fd = open(path, flags);
    if (path.includes(name)) ours.add(fd);
    else ours.delete(fd);
    return fd;
  };
  disk.read = (fd, into, offset, length, position) => {
    const count = read(fd, into, offset, length, position);
    if (ours.has(fd)) seen.bytes += count;
    return count;
  };
  try {
    return { result: await work(), ...seen };
  } finally {
    Object.assign(disk, { open, read });
  }
}

async function terminal(root: string, line: string): Promise<Answer> {
  speak(calledAs("multi-ai"));
  return (await inProcess(line.split(" "), terminalContext(root, process.env)))!;
}

/** The command typed in a session, as the hook answers it. */
async function typed(root: string, name: string, args: string): Promise<string> {
  speak(inHost);
  return String((await typedIn(root, name, args, { env: process.env }))?.reason);
}

const templates = new Map<string, Promise<MadeRun>>();
/** A run in this state, copied: to make one takes longer than all that is done with it here. */
async function copied(state: keyof typeof STATES): Promise<MadeRun> {
  if (!templates.has(state)) templates.set(state, STATES[state]!());
  const { root: from, run } = await templates.get(state)!;
  const root = join(realpathSync(tempDir()), "project");
  cpSync(from, root, { recursive: true, verbatimSymlinks: true });
  allStartedHere(root);
  return { root, run, project: findProject(root) };
}
const running = (): Promise<MadeRun> => copied("review running");
const journal = ({ root }: MadeRun): string => join(root, ".task/events.jsonl");

/**
 * A run whose journal is too long, with its beginning as it was: the rest is a hole, which takes no
 * room.
 */
async function huge(size = HUGE): Promise<MadeRun> {
  const made = await running();
  truncateSync(journal(made), size);
  return made;
}

const SPOILT: Record<string, (path: string) => void> = {
  "300 MB": (path) => truncateSync(path, 300_000_000),
  "900 MB": (path) => truncateSync(path, HUGE),
  "900 MB without a line": (path) => {
    writeFileSync(path, "");
    truncateSync(path, HUGE);
  },
  "a link": (path) => {
    renameSync(path, `${path}.other`);
    symlinkSync(`${path}.other`, path);
  },
  "a link to itself": (path) => {
    rmSync(path);
    symlinkSync("events.jsonl", path);
  },
  "a pipe": (path) => {
    rmSync(path);
    Bun.spawnSync(["mkfifo", path]);
  },
  "a link to a device": (path) => {
    rmSync(path);
    symlinkSync("/dev/zero", path);
  },
  "a folder": (path) => {
    rmSync(path);
    mkdirSync(path);
  },
};

describe("cancel --force", () => {
  describe.each(Object.keys(SPOILT))("with a journal that is %s", (kind) => {
    const doors: Record<string, (root: string) => Promise<string>> = {
      "at the terminal": async (root) => (await terminal(root, "cancel --force")).text,
      "in the session": (root) => typed(root, "cancel", "--force"),
    };
    test.each(Object.keys(doors))(
      "%s sets it aside and reads a part of it at most",
      async (door) => {
        const made = await running();
        SPOILT[kind]!(journal(made));
        const { result, bytes } = await readOf("events.jsonl", () => doors[door]!(made.root));
        expect(result).toContain("could not be read");
        expect(result).toContain("may make no more calls");
        // It is moved already.
        expect(result).not.toContain("move it away");
        expect(result).not.toContain(".)");
        expect(bytes).toBeLessThan(2_000_000);
        expect(lstatSync(journal(made), { throwIfNoEntry: false })).toBeUndefined();
        expect(existsSync(join(made.root, ".task/live"))).toBe(false);
        const [folder] = readdirSync(join(made.root, ".task/history"));
        expect(lstatSync(join(made.root, ".task/history", folder!, "events.jsonl"))).toBeDefined();
        // What the last snapshot knows of agents at work.
        expect(orphans(made.project).map((one) => one.call)).toContain(
          made.run.tasks.find((task) => task.dispatch)!.dispatch!.call,
        );
      },
    );
  });

  test("without a snapshot agents at work are known by what was noted outside of the project", async () => {
    const made = await huge();
    rmSync(join(made.root, ".task/snapshot.json"));
    const transcript = join(tempDir(), "s.jsonl");
    const host = { pid: process.pid, start: startTime(process.pid)! };
    noteOwner(made.project, made.run.run, { host, session: "s", transcript, root: made.root });
    const notes = join(transcript.slice(0, -".jsonl".length), "subagents");
    mkdirSync(notes, { recursive: true });
    for (const [agent, note] of Object.entries({
      a1: { agentType: "multi-ai:planner", toolUseId: "toolu_1" },
      a2: { agentType: "multi-ai:planner", toolUseId: "toolu_2", finished: true },
      a3: { agentType: "Explore", toolUseId: "toolu_3" },
    }))
      writeFileSync(join(notes, `agent-${agent}.meta.json`), JSON.stringify(note));
    await terminal(made.root, "cancel --force");
    expect(orphans(made.project)).toEqual([
      { run: made.run.run, call: "toolu_1", agent: "a1", session: "s", host },
    ]);
  });
});

describe(".task as a link", () => {
  const other = async (): Promise<string> => (await running()).root;
  const LINKS: Record<string, () => Promise<string>> = {
    "to a folder": async () => tempDir(),
    "to nowhere": async () => "nowhere",
    "to itself": async () => ".task",
    "to another project's": async () => join(await other(), ".task"),
  };
  test.each(Object.keys(LINKS))("%s is set aside, and what it leads to stays", async (kind) => {
    for (const act of [
      (root: string) => terminal(root, "cancel --force").then(({ text }) => text),
      (root: string) => typed(root, "cancel", "--force"),
    ]) {
      const root = tempDir();
      const target = await LINKS[kind]!();
      symlinkSync(target, join(root, ".task"));
      const before = existsSync(target) ? readdirSync(target).sort() : [];
      const { result, bytes } = await readOf("events.jsonl", () => act(root));
      expect(result).toContain(".task is a symbolic link");
      expect(bytes).toBe(0);
      expect(lstatSync(join(root, ".task")).isDirectory()).toBe(true);
      const [folder] = readdirSync(join(root, ".task/history"));
      expect(readlinkSync(join(root, ".task/history", folder!, "task"))).toBe(target);
      expect(existsSync(target) ? readdirSync(target).sort() : []).toEqual(before);
      expect(readdirSync(root)).toEqual([".task"]);
    }
  });

  test("a file there is set aside, too", async () => {
    const root = tempDir();
    writeFileSync(join(root, ".task"), "x");
    expect((await terminal(root, "cancel --force")).text).toContain(".task is not a folder");
    expect(lstatSync(join(root, ".task")).isDirectory()).toBe(true);
  });
});

describe("a journal above the limit", () => {
  const WAYS = [
    "status",
    "log",
    "report",
    "next",
    "resume",
    "resume --from 3",
    "decide A",
    "park",
    "cancel",
  ];
  test.each(WAYS)(
    "%s says its size, the limit and what helps, and reads a part of it at most",
    async (line) => {
      const made = await huge();
      const { result, bytes } = await readOf("events.jsonl", () => terminal(made.root, line));
      expect(result.text).toContain(`has ${HUGE} bytes, and at most ${MAX_JOURNAL_BYTES} are read`);
      expect(result.text).toContain("cancel --force");
      expect(bytes).toBeLessThan(2_000_000);
    },
  );

  test.each(["dry-run", "reset"])("%s does not read it", async (line) => {
    const made = await huge();
    const { bytes } = await readOf("events.jsonl", () => terminal(made.root, line));
    expect(bytes).toBeLessThan(2_000_000);
  });

  test("no hook reads it", async () => {
    const made = await huge();
    const about = (event: string, more: object) =>
      narrow({
        hook_event_name: event,
        session_id: "s",
        transcript_path: "/nowhere/t.jsonl",
        cwd: made.root,
        ...more,
      });
    const tool = {
      tool_name: "Write",
      tool_input: { file_path: join(made.root, "a.ts"), content: "" },
    };
    const { bytes } = await readOf("events.jsonl", async () => {
      expect(() => policy(about("PreToolUse", tool), made.project, process.env)).toThrow(
        JournalTooLong,
      );
      for (const payload of [
        about("SessionStart", { source: "startup" }),
        about("UserPromptSubmit", { prompt: "A" }),
        about("Stop", {}),
        about("SubagentStop", { agent_id: "a1" }),
      ])
        expect(handle(hookCall(payload, made.project, process.env))).rejects.toThrow(
          JournalTooLong,
        );
      await Bun.sleep(0);
    });
    expect(bytes).toBeLessThan(2_000_000);
  });

  test("is written no longer than it is read", async () => {
    const made = await running();
    const text = await Bun.file(journal(made)).text();
    const last = `${text.split("\n").at(-2)}\n`;
    // Lines of somebody who lost a race count for nothing, and each of them is read.
    expect(last.length).toBeGreaterThan(100);
    truncateSync(journal(made), MAX_JOURNAL_BYTES - 10);
    rmSync(join(made.root, ".task/snapshot.json"));
    // Without a newline at its end: a torn line that nobody finished.
    expect(readRun(made.project)?.run).toBe(made.run.run);
    const refused = await terminal(made.root, "cancel");
    expect(refused.text).toContain(`at most ${MAX_JOURNAL_BYTES} are read`);
    expect(lstatSync(journal(made)).size).toBe(MAX_JOURNAL_BYTES - 10);
    expect((await terminal(made.root, "cancel --force")).text).toContain("could not be read");
  });
});

describe("the beginning of a journal", () => {
  test("is found behind a long first line, as the journal itself is read", async () => {
    const made = await running();
    const text = await Bun.file(journal(made)).text();
    writeFileSync(journal(made), `${"x".repeat(1_000_000)}\n${text}`);
    expect(beginningOf(made.project.task)?.run).toBe(made.run.run);
    expect(isForeign(made.project)).toBe(false);
    const copy = join(tempDir(), "copy");
    cpSync(made.root, copy, { recursive: true });
    expect(isForeign(findProject(copy))).toBe(true);
  });
});
