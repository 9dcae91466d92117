// Guarantee: Tests are run by the program.
// Gate: tests of the chain | reviews begin | the author fixes new failures | you are asked
// Tests that the program runs itself: before the code reviews and after each fix, whatever the
// implementer says.
// Runs: in full only, by a driver too.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hostsOf } from "../harness/host.ts";
import { cleanup } from "../harness/project.ts";
import type { Worker } from "../harness/team.ts";
import {
  codeApproval,
  codeObjection,
  GOODBYE,
  honest,
  implementation,
  openIds,
  STORY,
} from "../harness/workers.ts";
import { COMMANDS, sloppy, WITH_RED } from "./red-tests.ts";
import { by, isCodeReview } from "./reviewers.ts";
import {
  agentStarts,
  bySubject,
  mainPays,
  mainRequests,
  ofType,
  play,
  subjects,
} from "./scenario.ts";
import { briefOf, sectionOf } from "./told.ts";

afterEach(cleanup);

describe.each(hostsOf("new"))("tests run by the program (%s)", (version) => {
  test("red goes back to the implementer before anybody reviews; a shell line that no person saw is not run", async () => {
    const worker = sloppy((brief) => {
      if (!isCodeReview(brief) || by(brief) !== "sonnet") return undefined;
      if (brief.round === 1) return codeObjection(brief);
      // A test that the program saw pass is evidence, of one criterion.
      const said = codeApproval(brief);
      const [first, ...others] = said.criteria;
      return {
        ...said,
        criteria: [
          first!,
          ...others.map((one) => ({ ...one, evidence: [{ test: "says goodbye by name" }] })),
        ],
      };
    });
    const { run, tasks, events, model, project } = await play({ version, files: WITH_RED, worker });
    expect(run.exitCode).toBe(0);
    expect(subjects(tasks).slice(9)).toEqual([
      "Tests - Baseline",
      "Tests",
      "Fix Code - Tests v1",
      "Tests v2",
      "Fix Code - Sonnet v1",
      "Code Review - Sonnet v2",
      "Tests v3",
    ]);
    expect(tasks.filter((one) => one.status !== "done")).toEqual([]);
    const told = ofType(events, "tested");
    expect(told.map((one) => [one.task, one.outcome])).toEqual([
      ["T10", "red"],
      ["T11", "fail"],
      ["T13", "known"],
      ["T16", "known"],
    ]);
    // --auto took the plain one alone, and says so of both.
    expect(told[1]!.commands.map((one) => [one.command, one.state])).toEqual([
      ["bun test", "failed"],
    ]);
    expect(
      ofType(events, "tests_decided").map((one) => [one.commands, one.approved, one.by]),
    ).toEqual([
      [["bun test"], true, "auto"],
      [[COMMANDS[1]!], false, "auto"],
    ]);
    expect(existsSync(join(project, "from-a-shell"))).toBe(false);
    expect(readFileSync(join(project, "src/goodbye.ts"), "utf8")).toContain("Goodbye");

    // What was red before is told to all who come after it; what is new to the one who mends it,
    // with the output.
    const before = sectionOf(briefOf(model, "T2"), "Tests, run by the program");
    expect(before).toMatch(
      /Before the implementation `bun test`: .*1 failed: "was red before".*This change did not cause that/,
    );
    const fix = briefOf(model, "T12");
    expect(sectionOf(fix, "Tests, run by the program")).toMatch(
      /New:\n {2}- tests\/goodbye\.test\.ts: says goodbye by name/,
    );
    expect(fix).toMatch(/## Output of bun test, all of it in .*objects\/[0-9a-f]{64}\n/);
    expect(fix).toContain("Farewell, Ada");
    expect(sectionOf(briefOf(model, "T7"), "Tests, run by the program")).toContain(
      "- `bun test`: 2 passed, 1 failed. All of it failed before the implementation, too.",
    );
    expect(
      ofType(events, "accepted").find(
        (one) => one.task === bySubject(tasks, "Code Review - Sonnet v2").id,
      ),
    ).toMatchObject({
      outcome: "approved",
    });
    expect(ofType(events, "refused")).toEqual([]);
    // One request for each agent, and one for the report: checks are started by code.
    expect(mainRequests(model).length).toBe(mainPays(agentStarts(events) + 1));
    const report = run.results.at(-1)!;
    expect(report).toMatch(
      /Tests, run by the program 3 times, last on the code as it is at the end\n {6}bun test: 2 passed, 1 failed\n/,
    );
    expect(report).toContain("      before the change: bun test: 1 passed, 1 failed\n");
    expect(report).toContain(
      `${COMMANDS[1]} does not run: it needs a shell, which --auto does not approve`,
    );
    expect(report).toContain("bun test runs: --auto approved it");
  });

  test("a finding's test is run: one that passes sends the finding back, one that fails goes with it to the fix", async () => {
    const file = "tests/empty.test.ts";
    const expecting = (said: string) => ({
      file,
      code: `import { expect, test } from "bun:test";\nimport { goodbye } from "../src/goodbye.ts";\ntest("an empty name", () => expect(goodbye("")).toBe("${said}"));\n`,
      command: "bun test",
    });
    const good = honest((brief) =>
      brief.writes.endsWith("/user-story.json")
        ? { ...STORY, test_commands: ["bun test"] }
        : undefined,
    );
    const worker: Worker = (brief, turn) => {
      const findings = (said: string) =>
        codeObjection(brief).findings.map((one) => ({ ...one, test: expecting(said) }));
      if (isCodeReview(brief) && by(brief) === "sonnet" && brief.round === 1)
        return {
          artifact: {
            ...codeObjection(brief),
            findings: findings(
              JSON.stringify(turn.messages).includes("refuted, its test passes")
                ? "Goodbye"
                : "Goodbye, ",
            ),
          },
        };
      if (!brief.writes.endsWith("/impl-result.json") || openIds(brief).length === 0)
        return good(brief);
      const mended = GOODBYE.replace(
        '"Goodbye, ".concat(name)',
        'name ? "Goodbye, ".concat(name) : "Goodbye"',
      );
      const work = implementation(brief);
      return {
        ...work,
        edits: { ...work.edits, "src/goodbye.ts": mended, [file]: expecting("Goodbye").code },
      };
    };
    const { run, tasks, events, model, project } = await play({ version, worker });
    expect(run.exitCode).toBe(0);
    expect(tasks.filter((one) => one.status !== "done")).toEqual([]);
    expect(
      ofType(events, "finding_tested").map(({ task, finding, shown }) => [task, finding, shown]),
    ).toEqual([
      ["T7", "F1", "refuted"],
      ["T7", "F1", "proven"],
      [bySubject(tasks, "Fix Code - Sonnet v1").id, "F1", "refuted"],
      [bySubject(tasks, "Code Review - Sonnet v2").id, "F1", "refuted"],
    ]);
    const fix = briefOf(model, bySubject(tasks, "Fix Code - Sonnet v1").id);
    expect(sectionOf(fix, "Open findings")).toContain(
      "Proven: tests/empty.test.ts failed by `bun test` when this was found, and has to pass.",
    );
    expect(existsSync(join(project, file))).toBe(true);
    expect(bySubject(tasks, "Code Review - Sonnet").round).toBe(1);
  });
});
