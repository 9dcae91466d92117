// What came of each task stands on the person's screen, and in no request to a model.
// Runs: in full only, on disk.
import { afterEach, describe, expect } from "bun:test";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { cleanup } from "../harness/project.ts";
import { team } from "../harness/team.ts";
import { codeObjection, honest, STORY } from "../harness/workers.ts";
import { sitDown } from "./person.ts";
import { by, isCodeReview } from "./reviewers.ts";
import { left, mainRequests } from "./scenario.ts";

afterEach(cleanup);

/** Tests run, and one reviewer finds something. */
const finding = () =>
  honest((brief) => {
    if (brief.writes.endsWith("/user-story.json")) return { ...STORY, test_commands: ["bun test"] };
    return isCodeReview(brief) && by(brief) === "sonnet" && brief.round === 1
      ? codeObjection(brief)
      : undefined;
  });

const flat = (text: string): string => text.replace(/\s+/g, " ");

describe.each(hostsOf("new"))("the session (%s)", (version) => {
  inFull(
    "tells what came of each task: verdict, each finding in its words and what was fixed, how the tests ended",
    async () => {
      // The host keeps no line that has scrolled off: here none does.
      const { terminal, project, model } = await sitDown({
        version,
        script: team(finding()),
        rows: 300,
      });
      await terminal.submit("/multi-ai --auto Say goodbye by name");
      const seen = flat(await terminal.waitFor(/\/multi-ai:rollback: shows what a/, 90_000));
      // Where its sandbox cannot start, that is told beside what came of it.
      const screen = seen.replaceAll(/Review - Codex: Codex could run nothing/g, "");
      const { tasks } = left(project);
      const results = [
        ...tasks.map(({ id, subject }) => `${id} ${subject}: `),
        "Code Review - Sonnet: needs changes, 1 major F1 major at src/goodbye.ts:2 (argued without a test): An empty name gives a dangling comma.",
        "Code Review - Sonnet v2: approved, F1 fixed F1 fixed: An empty name gives a dangling comma.",
        "T11 Tests: pass bun test: 2 passed",
      ];
      for (const text of results) expect([text, screen.split(text).length - 1]).toEqual([text, 1]);
      expect(
        mainRequests(model).map(({ turn }) => JSON.stringify(turn!.messages).split("Report of")[0]),
      ).not.toContainEqual(expect.stringMatching(/dangling comma|needs changes|\d passed/));
      expect(model.failures).toEqual([]);
    },
  );
});
