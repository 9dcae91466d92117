/** `pipeline/pr-<area>.md`: what one area's owner built. Which files it changed the trees say. */
import { namesOf } from "../../kit/sections-form.ts";
import { readMarkdown } from "../../markdown.ts";
import { itemsOf, requiredSections, saysNone } from "../../sections.ts";

export const PULL_REQUEST_SECTIONS = {
  Summary: "<what it does now, by component>",
  Files: "- `<path>`: <what changed>",
  "How to test": "<commands, and what they show>",
  "Open points": "<None.>",
};

/** Reads a pull request's text. */
export function parsePullRequest(text: string): { openPoints: string[]; problems: string[] } {
  const problems: string[] = [];
  const sections = requiredSections(readMarkdown(text), namesOf(PULL_REQUEST_SECTIONS), problems);
  const open = itemsOf(sections["Open points"]?.lines ?? []);
  return { openPoints: saysNone(open) ? [] : open.items.map((item) => item.text), problems };
}
