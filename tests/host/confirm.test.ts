// The setting `final_confirmation`: reviewers whose approval is older than the final tree look once more.

import { afterEach, describe, expect } from "bun:test";
import { codexObjection, codexReviewer } from "../harness/codex-reviewer.ts";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { cleanup, DEFAULT_FILES, makeProject } from "../harness/project.ts";
import { codeObjection, honest } from "../harness/workers.ts";
import { by, isCodeReview } from "./reviewers.ts";
import { bySubject, mainRequests, ofType, play, subjects } from "./scenario.ts";
import { briefOf, codexPrompts, sectionOf } from "./told.ts";

afterEach(cleanup);

describe.each(hostsOf("new"))("final confirmation (%s)", (version) => {
  inFull(
    "everybody confirms the final tree, and what a confirmation asks for is mended and confirmed again",
    async () => {
      const settings = JSON.stringify({ final_confirmation: true });
      const project = makeProject({ files: { ...DEFAULT_FILES, ".claude/multi-ai.json": settings } });
      let asked = false;
      const { run, state, tasks, events, model } = await play({
        version,
        project,
        worker: honest((brief) =>
          isCodeReview(brief) && by(brief) === "opus" && brief.round === 2 ? codeObjection(brief) : undefined,
        ),
        codex: codexReviewer((said) => {
          if (said.kind === "plan" || asked) return undefined;
          asked = true;
          return codexObjection(said);
        }),
      });
      expect(run.exitCode).toBe(0);
      expect(state).toMatchObject({ phase: "complete", status: "complete" });
      expect(ofType(events, "refused")).toEqual([]);
      expect(mainRequests(model).length).toBe(tasks.length + 1);
      expect(subjects(tasks).slice(9)).toEqual([
        "Fix Code - Codex v1",
        "Code Review - Codex v2",
        "Code Review - Sonnet v2",
        "Code Review - Opus v2",
        "Fix Code - Opus v2",
        "Code Review - Opus v3",
        "Code Review - Sonnet v3",
        "Code Review - Codex v3",
      ]);
      const about = (name: string) =>
        ofType(events, "accepted").findLast((one) => one.task === bySubject(tasks, `Code Review - ${name}`).id)!;
      const last = ["Sonnet v3", "Opus v3", "Codex v3"].map(about);
      expect(last.map((one) => one.outcome)).toEqual(["approved", "approved", "approved"]);
      expect(new Set(last.map((one) => one.subject)).size).toBe(1);
      expect(about("Sonnet v2").subject).not.toBe(last[0]!.subject);

      // The brief of a confirmation: the diff since the approval and the criteria, and neither the request nor the plan.
      const confirm = briefOf(model, bySubject(tasks, "Code Review - Sonnet v2").id);
      expect(confirm).toContain("Confirm it as it stands now");
      expect(sectionOf(confirm, "Changed since your last round")).toContain("+// fixed");
      expect(confirm).not.toContain("## Request");
      expect(codexPrompts(model).length).toBe(4);

      const report = run.results.at(-1)!;
      for (const name of ["Sonnet", "Opus", "Codex"])
        expect(report).toMatch(
          new RegExp(`Code Review - ${name} \\(.*\\): approved, 3 rounds, the code as it is at the end \\(\\w+\\)`),
        );
    },
  );
});
