// Reviews by one another: what is no verdict is refused, what is undecided is asked, what goes
// round is ruled.
// Runs: in full only, by a driver too.
import { afterEach, describe, expect } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { startTeam } from "../cli/made/make-team-run.ts";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { cleanup, makeProject } from "../harness/project.ts";
import { objection, smallFiles, smallTeam, writes } from "../harness/small-team.ts";
import { bySubject, ofType, play, subjects } from "./scenario.ts";
import { gateFile } from "./team-run.ts";
import { briefOf } from "./told.ts";

afterEach(cleanup);

const prompt = "/multi-ai:resume";

describe.each(hostsOf("new"))("reviews by one another (%s)", (version) => {
  inFull(
    "changes that are asked for again and again are ruled by the principal, without asking",
    async () => {
      const project = makeProject({ files: smallFiles() });
      await startTeam(project, { track: "dep-update" }, false, "Greet people");
      const worker = smallTeam((brief) =>
        writes(brief, "code-review/by-hello.json") && brief.round <= 3
          ? { artifact: { reviews: [objection("bye")] } }
          : undefined,
      );
      const played = await play({ version, project, worker, prompt });
      const rounds = [
        "Revise - bye v1",
        "Peer review - hello v2",
        "Revise - bye v2",
        "Peer review - hello v3",
      ];
      expect(subjects(played.tasks).slice(-6)).toEqual([
        ...rounds,
        "Ruling v1",
        "Peer review - hello v4",
      ]);
      const ruling = bySubject(played.tasks, "Ruling v1");
      expect(ruling).toMatchObject({
        agent: "principal",
        status: "done",
        blocked_by: [bySubject(played.tasks, rounds[3]!).id],
      });
      // Without a design the ADR holds the ruling, and nothing is refused because of the design
      // that is not there.
      expect(ofType(played.events, "refused")).toEqual([]);
      expect(existsSync(join(project, "pipeline/adr/0001-empty-names.md"))).toBe(true);
      expect(briefOf(played.model, bySubject(played.tasks, "Peer review - hello v4").id)).toContain(
        "Refuse an empty name.",
      );
      expect(briefOf(played.model, ruling.id)).toContain(
        "src/bye/bye.js:1 an empty name is not told",
      );
      // Nobody was asked before the tests were done.
      expect(ofType(played.events, "asked").map((one) => one.kind)).toEqual(["checkpoint-c"]);
      expect(gateFile(project, "stage-06-bye")).toMatchObject({
        status: "PASS",
        approvals: [{ reviewer: "hello" }],
      });
    },
  );
});
