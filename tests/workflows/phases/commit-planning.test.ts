// What a command has written below .planning is one commit on the branch that is checked out, where the project wants that.
import { afterEach, describe, expect, test } from "bun:test";
import { readPlanning } from "../../../src/workflows/phases/planning/read.ts";
import { greeter } from "../../harness/phases/greeter.ts";
import { planAnswer } from "../../harness/phases/plan.ts";
import { executed, planOf, summaryOf } from "../../harness/phases/project.ts";
import { cleanup, type Files, git, makeProject, writeFiles } from "../../harness/project.ts";
import { PhasesRun } from "./play.ts";

afterEach(cleanup);

const FOLDER = ".planning/phases/01-farewells";

async function planned(files: Files, before: (root: string) => void = () => {}) {
  const root = makeProject({ files });
  before(root);
  const play = new PhasesRun(root, (brief) => planAnswer(brief)!);
  await play.type("plan-phase", "1");
  expect(play.run.status).toBe("complete");
  return { root, play };
}
const log = (root: string) => git(root, "log", "--format=%s").split("\n");

describe("a command that has written plans", () => {
  test("commits them with STATE.md, and nothing that the person has lying there or has staged", async () => {
    const { root } = await planned(greeter(), (at) => {
      writeFiles(at, { "mine.txt": "mine\n", "src/greet.ts": "// mine\n" });
      git(at, "add", "src/greet.ts");
    });
    expect(log(root)).toEqual(["docs: plan-phase 01", "start"]);
    expect(git(root, "show", "--name-only", "--format=", "HEAD").split("\n")).toEqual([
      ".planning/STATE.md",
      ...["01-01-PLAN", "01-02-PLAN", "01-PATTERNS", "01-RESEARCH"].map((name) => `${FOLDER}/${name}.md`),
    ]);
    expect(git(root, "diff", "--cached", "--name-only")).toBe("src/greet.ts");
    expect(git(root, "status", "--porcelain", ".planning")).toBe("");
    expect(git(root, "show", "HEAD:.planning/STATE.md")).toContain("Stopped at: plan-phase 01 is done");
  });

  test.each<[string, Files]>([
    ["the config says commit_docs: false", greeter({ commit_docs: false })],
    ["git ignores the folder", { ...greeter(), ".gitignore": ".planning/\n" }],
  ])("commits nothing where %s", async (_why, files) => {
    const { root } = await planned(files);
    expect(log(root)).toEqual(["start"]);
    expect(readPlanning(root).phases[0]?.plans).toHaveLength(2);
  });

  test("goes on where HEAD is detached and where there is no git; where git refuses, it says so", async () => {
    const detached = await planned(greeter(), (at) => git(at, "checkout", "-q", "--detach"));
    expect(log(detached.root)).toEqual(["start"]);
    const play = new PhasesRun(makeProject({ files: greeter(), git: false }), (brief) => planAnswer(brief)!);
    await play.type("plan-phase", "1");
    expect(play.run.status).toBe("complete");
    const locked = await planned(greeter(), (at) => writeFiles(at, { ".git/index.lock": "" }));
    expect(locked.play.task("Write the plans").facts.warnings).toEqual([
      expect.stringMatching(/^\.planning is not committed: git update-index .*index\.lock/),
    ]);
  });
});

test("a milestone's archive is a commit", async () => {
  const root = makeProject();
  const head = git(root, "rev-parse", "HEAD");
  const said = (phase: string) =>
    `---\nphase: ${phase}\nverified: 2026-01-04T10:00:00Z\nstatus: passed\nscore: 1/1 must-haves verified\ncommit: "${head}"\n---\n\n# Report\n`;
  const files = executed(head, [
    { number: "1", name: "Greeting", criteria: ["It greets"], done: true },
    { number: "2", name: "Goodbye", criteria: ["It says goodbye"], done: true },
  ]);
  writeFiles(root, {
    ...files,
    ".planning/config.json": "{}\n",
    ".planning/REQUIREMENTS.md": files[".planning/REQUIREMENTS.md"]!.replaceAll("- [ ]", "- [x]"),
    ".planning/phases/01-greeting/01-VERIFICATION.md": said("01-greeting"),
    ".planning/phases/02-goodbye/02-01-PLAN.md": planOf("02-01"),
    ".planning/phases/02-goodbye/02-01-SUMMARY.md": summaryOf("02-01", { commits: [head] }),
    ".planning/phases/02-goodbye/02-VERIFICATION.md": said("02-goodbye"),
  });
  const play = new PhasesRun(root, () => {
    throw new Error("no agent is asked");
  });
  await play.start("complete-milestone", { auto: true });
  expect([play.run.status, log(root)]).toEqual(["complete", ["docs: complete-milestone", "start"]]);
  expect(git(root, "status", "--porcelain")).toBe("");
});
