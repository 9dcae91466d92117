/** What people type for a command of this workflow, and what is typed to the program for it. */

/** Names of GSD, also in its older versions. */
export const GSD: Record<string, string> = {
  progress: "run next",
  "smart-entry": "run next",
  autonomous: "run next --auto",
  "resume-work": "run next --resume",
  "resume-project": "run next --resume",
  "pause-work": "roadmap pause",
  onboard: "run new-project",
  "map-codebase": "run new-project",
  "new-milestone": "run new-project",
  "create-roadmap": "run new-project",
  "list-phase-assumptions": "run discuss-phase",
  "research-phase": "run plan-phase",
  "plan-milestone-gaps": "run plan-phase",
  "execute-plan": "run execute-phase",
  "verify-phase": "run verify-work",
  "audit-milestone": "run complete-milestone",
  phase: "roadmap",
  "add-phase": "roadmap insert",
  "insert-phase": "roadmap insert",
  "remove-phase": "roadmap remove",
};
/** The same words without what they are about. */
export const SHORT: Record<string, string> = {
  init: "run new-project",
  discuss: "run discuss-phase",
  plan: "run plan-phase",
  execute: "run execute-phase",
  verify: "run verify-work",
  complete: "run complete-milestone",
  phases: "roadmap",
};

/** What a person types to the program for a word that is none of its verbs or commands; null: nothing comes close. `starts`: names of commands. */
export function meant(word: string, starts: string[]): string | null {
  const bare = word
    .toLowerCase()
    .replace(/^\/?(?:gsd[:-]|multi-ai:)?/, "")
    .replaceAll("_", "-");
  if (starts.includes(bare)) return `run ${bare}`;
  return [GSD, SHORT].find((table) => Object.hasOwn(table, bare))?.[bare] ?? null;
}
