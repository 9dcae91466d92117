import type { Run } from "../../engine/run.ts";
import type { Project } from "../../project/project.ts";
import { handedText } from "../../record/accepted.ts";
import { oneLine } from "../../text.ts";
import { readMarkdown, titleOf } from "./documents/markdown.ts";

const BRIEF = "pipeline/brief.md";
/** The heading stands at the beginning: of a large file only that is read. */
const MOST = 20_000;
/** What a title begins with that says only what kind of file it is. */
const KIND = /^(?:feature )?brief ?[:—–-] ?/i;

/** What a run is about, in a few words: the title of its accepted brief, else the request's first line. */
export function featureOf(project: Project, run: Run): string {
  const request = oneLine(run.request.text.split("\n").find((line) => line.trim() !== "") ?? "");
  const title = titleOf(readMarkdown(handedText(project, run, BRIEF)?.slice(0, MOST) ?? ""));
  return (title === null ? "" : oneLine(title).replace(KIND, "")) || request;
}
