// Guarantee: What came back on a pull request is answered once, and nothing is sent unasked.
// Runs: in full only.
import { afterEach, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { fakeGh } from "../harness/fake-gh.ts";
import { type HostVersion, hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { startModel } from "../harness/model.ts";
import { eventually } from "../harness/patience.ts";
import { cleanup, git } from "../harness/project.ts";
import { claudePath, makeSandbox } from "../harness/sandbox.ts";
import { team, type Worker } from "../harness/team.ts";
import {
  comment,
  conversation,
  graph,
  MEMBER,
  thread,
  URL,
  viewed,
  withPull,
} from "../run/publish/github.ts";
import { left, play } from "./scenario.ts";
import { started } from "./started.ts";

afterEach(cleanup);

const [version] = hostsOf("new") as [HostVersion];

const worker: Worker = (brief) => {
  const both = (one: object) => ["AC1", "AC2"].map((id) => ({ id, ...one }));
  if (brief.writes.endsWith("answer.json"))
    return {
      artifact: {
        ...{ status: "complete", reason: null, changed_files: ["greet.txt"], deviations: [] },
        criteria: both({ met: true }),
        answers: [{ id: "R1", state: "fixed", text: "It shouts now." }],
      },
      edits: { "greet.txt": "HELLO\n" },
    };
  const evidence = [{ file: "greet.txt", line: 1, quote: "HELLO" }];
  const criteria = both({ met: true, evidence });
  return {
    artifact: { status: "approved", summary: "Right.", criteria, findings: [], prior: [] },
  };
};

/** The pull request at this commit, with a thread. */
const github = (head: string) =>
  fakeGh({
    [`pr view ${URL} --json statusCheckRollup`]: {},
    "pr view 12": viewed({ headRefOid: head, isCrossRepository: false }),
    "api graphql … closingIssues": graph({ closingIssuesReferences: { nodes: [] } }),
    ...conversation({ threads: [thread([comment(5, "Say it louder.", MEMBER)])] }),
  });

test("a driver answers a thread in a worktree on the pull request's branch, and sends nothing", async () => {
  const { root, head } = withPull();
  const gh = github(head);
  const model = startModel({ script: team(worker), codex: codexReviewer() });
  const inFront = [gh.path.split(":")[0]!];
  const { env } = makeSandbox({ version, project: root, model, codexOnPath: false, inFront });
  const words = ["address", "--auto", "--claude", claudePath(version), "#12"];
  const { out, err, code } = await started(root, env, words).end;
  expect([code, err]).toEqual([0, ""]);
  expect(out).toContain("Came back on #12: 1 open thread.");
  expect(out).toContain("R1 Fixed, ada at src/greet.ts:7: It shouts now.");
  const [, top = ""] = /On the branch greet, in (\S+)\.\n/.exec(out) ?? [];
  expect(readFileSync(join(top, "greet.txt"), "utf8")).toBe("HELLO\n");
  expect(git(top, "rev-parse", "HEAD^")).toBe(head);
  expect(git(root, "status", "--porcelain")).toBe("");
  expect(out).toMatch(/Next: push it to the pull request, then .*reply address-/);
  expect(gh.calls().filter((call) => call.includes("--method"))).toEqual([]);
  expect(dirname(top)).not.toBe(root);
});

inFull("in a session: the same in the background, which leaves its files alone", async () => {
  const { root, head } = withPull();
  const { path, calls } = github(head);
  const { run } = await play({
    ...{ version, project: root, worker, limitMs: 120_000, codexOnPath: false },
    inFront: [path.split(":")[0]!],
    prompt: "/multi-ai:address --auto #12",
    permissionMode: "acceptEdits",
  });
  expect(run.stdout).toContain("has started in the background");
  const top = /--project (\S+?)[ \\]/.exec(run.stdout)?.[1] ?? "";
  const isDone = () => existsSync(join(top, ".task")) && left(top).state.status === "complete";
  expect(await eventually(isDone, 60_000)).toBe(true);
  expect(readFileSync(join(top, "greet.txt"), "utf8")).toBe("HELLO\n");
  expect(git(root, "status", "--porcelain")).toBe("");
  expect(calls().filter((call) => call.includes("--method"))).toEqual([]);
});
