// Guarantee: A crash loses nothing.
// No space left: on a real file system in memory where one may be mounted, and as an error of each
// call in turn. And a folder that may only be read.
// Runs: in full too.
// Not in npm test: a real one, with a little more
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Recorded } from "../../src/engine/events.ts";
import { noteRun } from "../../src/record/machine/outside.ts";
import { readRun } from "../../src/run/journal/change.ts";
import { readState } from "../../src/store/reader.ts";
import { someOf } from "../harness/in-full.ts";
import { allStartedHere } from "../harness/known.ts";
import { asRoot, CAN_MOUNT, IS_ROOT, mount, unmount } from "../harness/mount.ts";
import { bunForAnybody, cleanup, tempDir } from "../harness/project.ts";
import {
  counting,
  disk,
  diskWith,
  project as emptyProject,
  record,
  transact,
} from "../store/counting-fold.ts";
import { fault } from "./counted.ts";
import { buildDying, copyOf, journalOf, perform, projectAt } from "./hook-build.ts";
import {
  agent,
  artifactWritten,
  countOf,
  dispatched,
  expectWhole,
  hook,
  reviewReady,
} from "./hook-scenarios.ts";
import { played, type Raw } from "./played.ts";

const FULL = process.env.MULTI_AI_FAULTS === "full";

afterAll(cleanup);

let program: string;
let review: string;
let artifact: string;
beforeAll(async () => {
  program = await buildDying(tempDir());
  review = await reviewReady();
  artifact = await artifactWritten();
});

const SAYS_SO = /multi-ai: .*could not be written.*(ENOSPC|disk is full).*fix that and try again/;

describe("12. a full disk: the store", () => {
  /**
   * A disk with this much space left for writing; what goes beyond is written in part, then
   * refused.
   */
  const full = (space: number) => {
    let left = space;
    return diskWith({
      write: (fd, bytes) => {
        if (left === 0)
          throw Object.assign(new Error("ENOSPC: no space left on device, write"), {
            code: "ENOSPC",
          });
        const count = disk.write(fd, bytes.subarray(0, left));
        left -= count;
        return count;
      },
    });
  };

  test("at every byte: recorded as a whole or reported, and later events follow", () => {
    let acknowledged = 0;
    let refused = 0;
    for (let space = 0; space < 1500; space += FULL ? 7 : 37) {
      using p = emptyProject();
      transact(p.task, counting, record(["a"]));
      fault("others: full disk, injected ENOSPC", () => {
        let told = false;
        try {
          const { appended, warning } = transact(
            p.task,
            counting,
            record(["b", "c"], { disk: full(space) }),
          );
          expect(appended).toHaveLength(2);
          told = true;
          acknowledged++;
          if (space < 600) expect(warning).toMatch(/ENOSPC/);
        } catch (error) {
          expect((error as Error).message).toMatch(
            /events.jsonl could not be written.*(disk is full|ENOSPC)/,
          );
          refused++;
        }
        const { state } = readState(p.task, counting);
        // The last byte is the newline: without it the decision is there, but nobody was told.
        expect([["a"], ["a", "b", "c"]]).toContainEqual(state!.keys);
        if (told) expect(state!.keys).toEqual(["a", "b", "c"]);
        expect(transact(p.task, counting, record(["d"])).state!.keys).toEqual([
          ...state!.keys,
          "d",
        ]);
        expect(
          readdirSync(p.task).filter((name) => name.endsWith(".tmp") || name === "lock"),
        ).toEqual([]);
      });
    }
    expect(acknowledged).toBeGreaterThan(5);
    expect(refused).toBeGreaterThan(5);
  });

  asRoot(
    "a real one",
    () => {
      using p = emptyProject();
      mkdirSync(p.task);
      mount(p.task, "64k");
      try {
        let told = 0;
        for (let failures = 0; failures < 3; ) {
          const key = "x".repeat(2_000);
          try {
            transact(p.task, counting, record([key]));
            told++;
          } catch (error) {
            fault("others: full disk, a real tmpfs", () => {
              expect((error as Error).message).toMatch(
                /could not be written.*(disk is full|ENOSPC)/,
              );
              expect(readState(p.task, counting).seq).toBeGreaterThanOrEqual(told);
            });
            failures++;
          }
        }
        const { seq } = readState(p.task, counting);
        expect(told).toBeGreaterThan(5);
        Bun.spawnSync(["mount", "-o", "remount,size=1m", p.task]);
        expect(transact(p.task, counting, record(["last"])).appended).toMatchObject([
          { seq: seq + 1 },
        ]);
        expect(readState(p.task, counting)).toMatchObject({ seq: seq + 1, fresh: true });
      } finally {
        unmount(p.task);
      }
    },
    CAN_MOUNT,
  );
});

interface Step {
  name: string;
  template: () => string;
  step: Raw;
  goOn(root: string, before: Recorded[]): Promise<void>;
}

const STEPS: Step[] = [
  {
    name: "a dispatch",
    template: () => review,
    step: agent("T3"),
    goOn: (root, before) => dispatched(projectAt(root), before, "T3"),
  },
  {
    name: "an artifact",
    template: () => artifact,
    step: hook("SubagentStop", { agent_id: "a1" }),
    async goOn(root, before) {
      await played(projectAt(root), hook("SubagentStop", { agent_id: "a1" }));
      expect(await played(projectAt(root), hook("Stop", {}))).toContain("Q1");
      const events = expectWhole(projectAt(root), before);
      expect([countOf(events, "accepted"), countOf(events, "asked")]).toEqual([1, 1]);
    },
  },
];

/** What a hook said on a full disk: it did its step, or says what is wrong; never half of it. */
function expectToldOrDone(
  done: ReturnType<typeof perform>,
  root: string,
  before: Recorded[],
): void {
  const said = done.stdout.toString() + done.stderr.toString();
  const events = journalOf(projectAt(root));
  expect(events.slice(0, before.length)).toEqual(before);
  if (said.includes('"permissionDecision":"allow"'))
    expect(events.at(-1)).toMatchObject({ type: "dispatched" });
  else if (events.length === before.length) expect(said).toMatch(SAYS_SO);
}

describe.each(someOf(STEPS))("12. a full disk: the hook of $name", ({ template, step, goOn }) => {
  test("each call that needs space fails from the n-th on", async () => {
    const before = journalOf(projectAt(template()));
    for (let from = 1; ; from += FULL ? 1 : 10) {
      using copy = copyOf(template());
      const trace = join(tempDir(), "calls");
      const done = perform(program, step, copy.root, {
        MULTI_AI_FULL_FROM: String(from),
        MULTI_AI_CALLS: trace,
      });
      if (readFileSync(trace, "utf8").split("\n").length <= from) break;
      await fault("others: full disk, injected ENOSPC", async () => {
        expectToldOrDone(done, copy.root, before);
        await goOn(copy.root, before);
      });
    }
  });

  asRoot(
    "a real one, with a little more space left each time",
    async () => {
      const before = journalOf(projectAt(template()));
      for (let left = 0; left <= 15; left += FULL ? 1 : 15) {
        using p = emptyProject();
        mount(p.root, "4m");
        try {
          cpSync(template(), p.root, { recursive: true, verbatimSymlinks: true });
          allStartedHere(p.root);
          await fault("others: full disk, a real tmpfs", async () => {
            const ballast = join(p.root, "node_modules/ballast");
            mkdirSync(dirname(ballast));
            fill(ballast, left);
            expectToldOrDone(perform(program, step, p.root, {}), p.root, before);
            rmSync(ballast);
            await goOn(p.root, before);
          });
        } finally {
          unmount(p.root);
        }
      }
    },
    CAN_MOUNT,
  );
});

const PAGE = 4_096;

/** Takes all space but so many pages. */
function fill(path: string, left: number): void {
  const fd = disk.open(path, 0o101 | 0o1000);
  const page = Buffer.alloc(PAGE, 1);
  let pages = 0;
  try {
    for (; ; pages++) disk.write(fd, page);
  } catch {
    // It is full.
  } finally {
    disk.close(fd);
  }
  Bun.spawnSync(["truncate", "-s", String(Math.max(0, pages - left) * PAGE), path]);
}

test("12. a folder that may only be read: the hook says so, changes nothing, and goes on once it may be written", async () => {
  using copy = copyOf(review);
  const before = journalOf(projectAt(copy.root));
  const own = { uid: process.getuid!(), gid: process.getgid!() };
  // Root may write everywhere, so the hook runs as somebody else; then that is whose files they
  // have to be.
  const who = IS_ROOT ? { uid: 12345, gid: 12345 } : own;
  const folder = join(copy.root, "program");
  cpSync(program, folder, { recursive: true });
  await fault("others: read-only .task", async () => {
    const kept = readFileSync(join(copy.root, ".task/events.jsonl"), "utf8");
    Bun.spawnSync(["chmod", "-R", "a+rX,a-w", join(copy.root, ".task")]);
    // The run is that user's own, too.
    const data = join(tempDir(), "multi-ai-data");
    noteRun(projectAt(copy.root), readRun(projectAt(copy.root))!.run, { CLAUDE_PLUGIN_DATA: data });
    chmodSync(dirname(data), 0o755);
    if (IS_ROOT) Bun.spawnSync(["chown", "-R", "12345:12345", copy.root, data]);
    const env = { CLAUDE_PLUGIN_DATA: data };
    const done = perform(folder, agent("T3"), copy.root, env, who, bunForAnybody());
    expect(done.stdout.toString() + done.stderr.toString()).toMatch(/EACCES|is read-only/);
    expect(done.stdout.toString()).not.toContain('"allow"');
    expect(readFileSync(join(copy.root, ".task/events.jsonl"), "utf8")).toBe(kept);
    Bun.spawnSync(["chmod", "-R", "u+w", join(copy.root, ".task")]);
    if (IS_ROOT) Bun.spawnSync(["chown", "-R", `${own.uid}:${own.gid}`, copy.root]);
    await dispatched(projectAt(copy.root), before, "T3");
  });
});
