// Plays the roles of a team run before the reader's: what the case has of each, else a plain consent.
import { join } from "node:path";
import type { Task } from "../../src/engine/run.ts";
import type { Project } from "../../src/project/project.ts";
import { readRun } from "../../src/run/run.ts";
import { makeStamp } from "../../src/workflows/stamp.ts";
import { parseBrief } from "../../src/workflows/team/documents/brief.ts";
import { BRIEF, pullRequestPath } from "../../src/workflows/team/paths.ts";
import { reviewsOf } from "../../src/workflows/team/peer-review/tally.ts";
import { roleOf } from "../../src/workflows/team/recorded.ts";
import { trackOf } from "../../src/workflows/team/tracks.ts";
import { type Files, writeFiles } from "../harness/project.ts";
import { CASES, type Case, filesOf } from "./case.ts";

const OWN = "pipeline/";
const WRITTEN = "2026-03-26T11:20:00Z";

/** `build-api` of `Build - api`. */
const folderOf = (subject: string): string => subject.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "-");

/** What the case has of a task, by its path in the project. */
function partOf(one: Case, subject: string): Files {
  const shared = one.run === undefined ? {} : filesOf(join(CASES, "runs", one.run, folderOf(subject)));
  return { ...shared, ...filesOf(join(one.folder, "parts", folderOf(subject))) };
}

/** Writes what a task leaves in the project. @returns its artifact */
export function teamText(one: Case, project: Project, task: Task, nonce: string): string {
  const run = readRun(project)!;
  const files = partOf(one, task.subject);
  const code = Object.keys(files).filter((path) => !path.startsWith(OWN));
  const request = pullRequestPath(task.item);
  const isBuilt = task.schema === "stage-04";
  const { [task.writes]: own, ...more } = files;
  writeFiles(project.root, { ...(isBuilt ? { [request]: pullRequest(task.item, code) } : {}), ...more });
  if (!task.writes.endsWith(".json")) return `${makeStamp({ task: task.id, nonce })}\n${own ?? consent(task)}`;
  const gate = {
    stage: isBuilt ? `${task.schema}-${task.item}` : task.schema,
    status: "PASS",
    agent: roleOf(task),
    track: trackOf(run),
    timestamp: WRITTEN,
    ...{ blockers: [], warnings: [] },
  };
  const fields = {
    ...gate,
    ...fieldsOf(task, files, code),
    ...(own === undefined ? {} : JSON.parse(own)),
  };
  return `${JSON.stringify({ task: task.id, nonce, ...fields }, null, 2)}\n`;

  /** A document of a role that has nothing to object to. */
  function consent({ schema }: Task): string {
    if (schema !== "peer-review") return "None.\n";
    const sections = reviewsOf(run, task).map((area) => `\n## Review of ${area}\nRead it whole.\nREVIEW: APPROVED\n`);
    return `# Review\n${sections.join("")}`;
  }
}

/** Fields that a gate of this kind has beside those of all. */
function fieldsOf({ schema, item }: Task, files: Files, code: string[]): Record<string, unknown> {
  switch (schema) {
    case "stage-01":
      return {
        out_of_scope_items: parseBrief(files[BRIEF] ?? "").brief.outOfScope,
        required_sections_complete: true,
      };
    case "stage-02":
      return { arch_approved: true, pm_approved: false };
    case "stage-04":
      return { area: item, files_changed: code };
    default:
      return {};
  }
}

const pullRequest = (area: string | null, files: string[]): string => `# PR: ${area}

## Summary
Built as it was asked for.

## Files
${files.map((path) => `- \`${path}\`: changed`).join("\n") || "None."}

## How to test
Run the tests.

## Open points
None.
`;
