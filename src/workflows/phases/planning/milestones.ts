import { MILESTONES } from "../paths.ts";
import { namesIn } from "./files.ts";

/** Milestones in the archive, by the names of their roadmaps. */

const ROADMAP = /^(v\d+(?:\.\d+){0,2})-ROADMAP\.md$/;

/** Their versions, such as `v1.0`, oldest first. `root`: the project. */
export function archivedMilestones(root: string): string[] {
  const versions = namesIn(root, MILESTONES, []).flatMap((name) => ROADMAP.exec(name)?.[1] ?? []);
  return versions.sort(new Intl.Collator("en", { numeric: true }).compare);
}

/** The version behind them: `v1.2` behind `v1.1`; `v1.0` where there is none. */
export function nextVersion(archived: readonly string[]): string {
  const [major = "1", minor = "-1"] = archived.at(-1)?.slice(1).split(".") ?? [];
  return `v${major}.${Number(minor) + 1}`;
}
