import * as z from "zod/mini";
import { fold } from "../../../text.ts";
import { page } from "../../kit/artifacts/document.ts";
import { line, lines } from "../kinds/fields.ts";

/**
 * What one area's owner says of what it built; `pipeline/pr-<area>.md` is written from it, and from
 * the trees, which say what files it changed.
 */
export const pullRequest = z.object({
  title: line("what was built, in a few words"),
  summary: line("what it does now, by component"),
  how_to_test: line("commands, and what they show"),
  open_points: lines("what stays open, and whose it is"),
});
export type PullRequest = z.infer<typeof pullRequest>;

export const pullRequestPage = (request: PullRequest & { files: string[] }): string =>
  page(`# ${fold(request.title)}`, {
    Summary: request.summary,
    Files: request.files.map((path) => `\`${path}\``),
    "How to test": request.how_to_test,
    "Open points": request.open_points,
  });
