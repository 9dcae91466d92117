/** What people type for a command of this workflow, and what is typed to the program for it. */

/** Names of GSD that are not the same here. */
export const GSD: Record<string, string> = {
  progress: "run next",
  autonomous: "run next --auto",
  "resume-work": "run next --resume",
  "pause-work": "roadmap pause",
  "map-codebase": "run new-project",
  onboard: "run new-project",
  "new-milestone": "run new-project",
  "audit-milestone": "run complete-milestone",
  phase: "roadmap",
};

/** What a person types to the program for a word that is none of its verbs or commands; null: nothing comes close. `starts`: names of commands. */
export function meant(word: string, starts: string[]): string | null {
  const bare = word
    .toLowerCase()
    .replace(/^\/?(?:gsd[:-]|multi-ai:)?/, "")
    .replaceAll("_", "-");
  // `plan` is short for plan-phase.
  const start = starts.find((one) => bare === one || bare === one.split("-")[0]);
  if (start !== undefined) return `run ${start}`;
  return Object.hasOwn(GSD, bare) ? GSD[bare]! : null;
}
