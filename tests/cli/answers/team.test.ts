// The verbs on runs of the team workflow.
// Runs: in full only.
import { afterAll, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { firstOf, someOf } from "../../harness/in-full.ts";
import { cleanup } from "../../harness/project.ts";
import { answered, command, request } from "../../workflows/multi-ai/given.ts";
import { DEPLOYS, type Team } from "../../workflows/team/given.ts";
import { cli } from "../cli.ts";
import { teamRun } from "../made/team-run.ts";

afterAll(cleanup);

const at = (name: string) => (team: Team) => team.until(name);
const question = "Do we have Redis in the stack?";

describe("next --proceed", () => {
  test.each(firstOf(["checkpoint-a", "checkpoint-b", "checkpoint-c"]))(
    "goes on at %s",
    async (name) => {
      const { root, now } = teamRun(at(name));
      const { code, json } = await cli(root, ["next", "--proceed", "--json"]);
      expect([code, json.option, now().questions]).toEqual([0, "proceed", []]);
      expect(now().decisions.at(-1)).toMatchObject({ kind: name, option: "proceed", via: "cli" });
    },
  );

  const escalated = (team: Team) => {
    team.until("Peer review - backend").end("Peer review - backend");
    team.asks("Peer review - frontend", {
      backend: { decision: "Who builds the link?", options: ["A", "B"] },
    });
    return team.end("Peer review - platform");
  };
  const cases: [string, (team: Team) => unknown, RegExp][] = [
    [
      "an open question at checkpoint A",
      (team) =>
        team
          .until("Brief")
          .end("Brief", { questions: [question] })
          .until("checkpoint-a"),
      /an open question: Do we have Redis/,
    ],
    ["no checkpoint", at("Draft design"), /^No checkpoint is open\.\nNext: .*Draft design/],
    ["an escalation", escalated, /^No checkpoint is open\.[\s\S]*Who builds the link\?/],
    [
      "a veto",
      (team) =>
        team
          .until("Pre-review checks")
          .end("Pre-review checks", { rules: ["path:auth"] })
          .end("Security review", { status: "FAIL" }, "veto"),
      /^No checkpoint is open\./,
    ],
    [
      "a part that FAILs",
      (team) =>
        team
          .until("Brief")
          .end("Brief", { status: "FAIL", blockers: ["no access"] }, "done")
          .until("checkpoint-a"),
      /FAIL/,
    ],
    [
      "another question beside the checkpoint",
      (team) => {
        team.until("checkpoint-a");
        command({ do: "change", request: request("Another thing") })(team);
      },
      /^Not yet: your decision comes first\.[\s\S]*Q2/,
    ],
    [
      "a run that is over",
      (team) => command({ do: "cancel", reason: "x" })(team),
      /No checkpoint is open/,
    ],
  ];
  test.each(someOf(cases))("refuses with the reason: %s", async (_name, tell, said) => {
    const { root, project } = teamRun(tell);
    const before = readFileSync(join(project.task, "events.jsonl"), "utf8");
    const { code, out, err } = await cli(root, ["next", "--proceed"]);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(said);
    expect(readFileSync(join(project.task, "events.jsonl"), "utf8")).toBe(before);
  });

  test("at a checkpoint about commands it shows them first, with the line that goes on", async () => {
    const lint = `npx eslint ${"x".repeat(170)} ; touch PWNED`;
    const { root, now } = teamRun(at("checkpoint-a"), { team: { commands: { lint } } as never });
    const { code, err } = await cli(root, ["next", "--proceed"]);
    expect(code).toBe(1);
    expect(err).toStartWith("Not decided: Q1 is about commands");
    expect(err).toContain(`Lint, in a shell: ${lint}\n`);
    expect(err.trimEnd()).toEndWith("Type: multi-ai decide proceed --question Q1");
    expect(now().decisions).toEqual([]);
    expect((await cli(root, ["decide", "proceed", "--question", "Q1"])).code).toBe(0);
    expect(now().decisions).toMatchObject([
      { option: "proceed", commands: [`Lint, in a shell: ${lint}`] },
    ]);
  });
});

describe("decide at a checkpoint", () => {
  test.each([
    [["proceed"], "proceed", null],
    [["A"], "proceed", null],
    [["revise", "--reason", "No SMS"], "revise", "No SMS"],
    [["--reason", "No SMS"], "revise", "No SMS"],
    [["stop"], "stop", null],
  ])("%j", async (args, option, text) => {
    const { root, now } = teamRun(at("checkpoint-a"));
    expect((await cli(root, ["decide", ...args])).code).toBe(0);
    expect(now().decisions.at(-1)).toMatchObject({ option, text, via: "cli" });
    if (option === "revise")
      expect(now().tasks.findLast((task) => task.gate === "brief")?.status).toBe("ready");
    if (option === "stop") expect(now().status).toBe("cancelled");
  });

  test("deploy at checkpoint C, and the letters of an escalation", async () => {
    const none = teamRun(at("checkpoint-c"));
    expect((await cli(none.root, ["decide", "deploy"])).code).not.toBe(0);
    expect(none.now().options.deploy).toBeUndefined();
    const c = teamRun(at("checkpoint-c"), DEPLOYS);
    expect(
      (await cli(c.root, ["decide", "deploy", "--question", c.now().questions[0]!.id])).code,
    ).toBe(0);
    expect(c.now().options.deploy).toBe("asked");
    const { root, now } = teamRun((team) => {
      team.until("Peer review - backend").end("Peer review - backend");
      team.asks("Peer review - frontend", {
        backend: { decision: "Who builds the link?", options: ["Server", "Client"] },
      });
      team.end("Peer review - platform");
    });
    expect((await cli(root, ["decide", "A"])).code).toBe(0);
    expect(now().decisions.at(-1)).toMatchObject({ kind: "peer-escalation", text: "Server" });
    expect(now().tasks.findLast((task) => task.subject.startsWith("Ruling"))?.status).toBe("ready");
  });

  test("revise without a reason is not recorded, and an unknown option says which there are", async () => {
    const { root } = teamRun(at("checkpoint-a"));
    expect(await cli(root, ["decide", "revise"])).toMatchObject({
      code: 1,
      err: expect.stringContaining("--reason"),
    });
    expect(await cli(root, ["decide", "procede"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("did you mean proceed?"),
    });
  });
});

describe("a changed request", () => {
  test.each([
    ["full", "planning", "Draft design v2"],
    ["quick", "planning", "Build - backend v2"],
    ["quick", "requirements", "Brief v2"],
    ["hotfix", "requirements", "Build - backend v2"],
  ])("in track %s goes back to %s", async (track, back, subject) => {
    const { root, now } = teamRun((team) => team.until("Peer review - backend"), {}, { track });
    await cli(root, ["decide", "change", "--reason", "Fix a typo"]);
    expect((await cli(root, ["decide", back])).code).toBe(0);
    expect(now().tasks.find((task) => task.status === "ready")?.subject).toBe(subject);
  });
});

describe("ruling", () => {
  test("has the principal rule now", async () => {
    const { root, now } = teamRun(at("Peer review - backend"));
    const { code, json } = await cli(root, ["ruling", "token-not-in-response", "--json"]);
    const task = now().tasks.at(-1)!;
    expect([code, json]).toEqual([
      0,
      { run: now().run, task: task.id, topic: "token-not-in-response", status: "running" },
    ]);
    expect(task).toMatchObject({
      subject: "Ruling v1",
      status: "ready",
      topic: { text: "token-not-in-response" },
    });
    expect((await cli(root, ["ruling", "two"])).out).toMatch(
      /^T\d+ Ruling v2: principal decides on two\.\nNext: /,
    );
    expect((await cli(root, ["ruling", "Why?"])).out).toMatch(
      /^T\d+ Ruling v3: principal decides on Why\?\n/,
    );
  });

  test.each(
    someOf([
      ["before the build", at("checkpoint-b"), ["x"], 1, "nothing is built yet"],
      [
        "behind the last checkpoint",
        (team: Team) => answered("proceed")(team.until("checkpoint-c")),
        ["x"],
        1,
        "Checkpoint C has passed",
      ],
      [
        "in a run that is over",
        (team: Team) => command({ do: "cancel", reason: "x" })(team),
        ["x"],
        1,
        "is over (cancelled)",
      ],
      ["an empty topic", at("Peer review - backend"), ["  "], 2, "the topic is missing"],
      [
        "no topic",
        at("Peer review - backend"),
        [],
        2,
        'the topic is missing: multi-ai ruling "<topic>"',
      ],
    ] as [string, (team: Team) => unknown, string[], number, string][]),
  )("is refused: %s", async (_name, tell, args, exit, said) => {
    const { root, project } = teamRun(tell);
    const before = readFileSync(join(project.task, "events.jsonl"), "utf8");
    const { code, err } = await cli(root, ["ruling", ...args]);
    expect([code, readFileSync(join(project.task, "events.jsonl"), "utf8")]).toEqual([
      exit,
      before,
    ]);
    expect(err).toContain(said);
  });
});
