// Stages 01 to 03: what roles read is what was accepted.
import { afterEach, describe, expect } from "bun:test";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { cleanup, makeProject } from "../harness/project.ts";
import { writes } from "../harness/small-team.ts";
import { walkthroughBut, walkthroughFiles } from "../harness/walkthrough.ts";
import { answer, goOn, openQuestions } from "./from-outside.ts";
import { play } from "./scenario.ts";
import { read, startTeam } from "./team-run.ts";

afterEach(cleanup);

const SPEC = "pipeline/design-spec.md";

describe.each(hostsOf("new"))("design (%s)", (version) => {
  inFull("who confirms the scope reads the design as it was approved, not its draft", async () => {
    const files = walkthroughFiles({ checkpoints: { a: { auto_pass_when: "no_warnings" } } });
    const project = makeProject({ files });
    await startTeam(project, { track: "full" });
    const seen = new Map<string, string>();
    const worker = walkthroughBut((brief) => {
      if (existsSync(join(project, SPEC)) && !seen.has(brief.task))
        seen.set(brief.task, /^STATUS: .*$/m.exec(read(project, SPEC))?.[0] ?? "none");
      // What somebody does to an accepted document meanwhile is not what the next role reads.
      if (writes(brief, "gates/stage-02.json")) writeFileSync(join(project, "pipeline/brief.md"), "mine\n");
      return undefined;
    });
    const scenario = { version, project, worker };
    const asked = await play({ ...scenario, prompt: "/multi-ai:resume" });
    expect(openQuestions(project)).toMatchObject([{ kind: "edited-wrong", edit: { path: "pipeline/brief.md" } }]);
    answer(project, "put_back");
    const { tasks } = await goOn(scenario, asked);
    expect(openQuestions(project)).toMatchObject([{ kind: "checkpoint-b" }]);
    const of = (subject: string) => seen.get(tasks.find((one) => one.subject === subject)!.id);
    expect(of("Design notes - backend")).toBe("STATUS: DRAFT");
    expect(of("Answer notes")).toBe("STATUS: DRAFT");
    expect(of("Confirm scope")).toBe("STATUS: APPROVED");
    expect(read(project, SPEC)).toContain("STATUS: APPROVED");
    expect(read(project, "pipeline/brief.md")).toStartWith("# Feature Brief: Password Reset via Email");
  });
});
