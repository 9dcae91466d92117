// verify-work and complete-milestone in the real host: the verifier's agent, the program's checks, what stands in .planning then.
import { afterEach, expect } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readPlanning } from "../../src/workflows/phases/planning/read.ts";
import { inFull } from "../harness/in-full.ts";
import { executed } from "../harness/phases/project.ts";
import { verificationFor } from "../harness/phases/verify.ts";
import { cleanup, git, makeProject, writeFiles } from "../harness/project.ts";
import type { Worker } from "../harness/team.ts";
import { answer, goOn, openQuestions } from "./from-outside.ts";
import { ofType, play } from "./scenario.ts";

afterEach(cleanup);

inFull("a phase is verified, with a person's look in between, and its milestone is completed", async () => {
  const project = makeProject();
  const head = git(project, "rev-parse", "HEAD");
  writeFiles(
    project,
    executed(head, [{ number: "1", name: "Greeting", criteria: ["`bun test` passes", "It is pleasant"] }]),
  );
  const file = join(project, ".planning/REQUIREMENTS.md");
  writeFiles(project, {
    ".planning/REQUIREMENTS.md": readFileSync(file, "utf8").replace("[ ] **GREET-02", "[x] **GREET-02"),
  });
  const worker: Worker = (brief) => ({ artifact: verificationFor(brief, { human: ["pleasant"] }) });
  const scenario = { version: "new", project, worker, limitMs: 120_000 } as const;

  const played = await play({ ...scenario, prompt: "/multi-ai:verify-work --auto 1" });
  expect(openQuestions(project)).toMatchObject([{ kind: "verify-human" }]);
  expect(readPlanning(project).phases[0]!.verification).toBeNull();
  answer(project, "yes");
  const after = await goOn(scenario, played);
  expect(after.state).toMatchObject({ status: "complete", workflow: "phases" });
  expect(ofType(after.events, "refused")).toEqual([]);
  const { roadmap, phases } = readPlanning(project);
  expect(roadmap!.phases[0]!.done).toBe(true);
  expect(phases[0]!.verification).toMatchObject({ status: "passed", met: 3, total: 3, commit: head });
  // What the transcript says of the session's context is on record.
  expect(ofType(after.events, "delivered").some((one) => (one.main?.context ?? 0) > 0)).toBe(true);

  const done = await play({
    ...scenario,
    model: after.model,
    prompt: "/multi-ai:complete-milestone --auto v1.0 Polite",
  });
  expect(done.state).toMatchObject({ status: "complete", workflow: "phases" });
  expect(git(project, "rev-parse", "v1.0^{commit}")).toBe(head);
  expect(existsSync(join(project, ".planning/milestones/v1.0-phases/01-greeting/01-VERIFICATION.md"))).toBe(true);
  expect(readPlanning(project).roadmap!.phases).toEqual([]);
});
