import type { Run } from "../../engine/run.ts";
import { placesOf } from "../../project/git/git.ts";
import type { Project } from "../../project/project.ts";
import { PROOF } from "../../render/history/head.ts";
import { type MergedFinding, sarif } from "../../render/report/sarif.ts";
import { sha256 } from "../../store/journal.ts";
import { fold } from "../../text.ts";
import { VERSION } from "../../version.ts";
import { unshownIn } from "../../workflows/unshown.ts";
import { caughtForOthers } from "./caught.ts";

/** Open findings of a run as they go to others, with paths from the top of the repository. */
export function openMerged(project: Project, run: Run): MergedFinding[] {
  const prefix = placesOf(project.root)?.prefix ?? "";
  return caughtForOthers(project, run)
    .filter(({ state }) => state === "open")
    .map(({ id, task, severity, reviewer, place, quote, problem, fix, proof = "argued" }) => {
      const [, path, line] = /^(.+?)(?::(\d+))?$/.exec(place ?? "") ?? [];
      const file = path === undefined ? null : `${prefix}${path}`;
      // The line moves with what others write above it.
      const said = fold(quote === "" ? problem : quote);
      return {
        id: `${task}.${id}`,
        ...{ severity, file, problem, fix, by: reviewer, notes: [PROOF[proof]] },
        place: file && `${prefix}${place}`,
        line: line === undefined ? null : Number(line),
        reviewers: reviewer.split(", "),
        shown: proof,
        fingerprint: sha256(JSON.stringify([file, said])).slice(0, 32),
      };
    });
}

/** The same as a log of SARIF 2.1.0, with the files that nobody was shown. */
export const sarifOf = (project: Project, run: Run) =>
  sarif({
    version: VERSION,
    run: run.run,
    findings: openMerged(project, run),
    notRead: unshownIn(run).map(({ path }) => path),
  });
