import type { Run } from "../../engine/run.ts";

/** Which stages each track has. */
export const TRACKS = {
  full: ["01", "02", "03", "04", "05", "06", "07", "08", "09"],
  quick: ["01", "04", "06", "07", "08", "09"],
  nano: ["04", "07"],
  "config-only": ["04", "05", "07", "08"],
  "dep-update": ["04", "06", "07", "08"],
  hotfix: ["04", "05", "06", "07", "08", "09"],
} satisfies Record<string, string[]>;

export type Track = keyof typeof TRACKS;
export const isTrack = (name: string): name is Track => Object.hasOwn(TRACKS, name);

/** The run's track; one that was started without is full. */
export function trackOf(run: Pick<Run, "options">): Track {
  const { track = "full" } = run.options;
  return isTrack(track) ? track : "full";
}

/** Whether a track has the stage of this number. */
export const hasStage = (track: Track, stage: string): boolean => TRACKS[track].includes(stage);
/** Whether a track designs before it builds: without stage 02 there is no design to amend. */
export const hasDesign = (track: Track): boolean => hasStage(track, "02");

/** Whether a track looks at the change before its reviews. */
export const hasChecks = (track: Track): boolean => TRACKS[track].includes("05");

/** Whether a security rule fires for what the track is for: a newer version of what is there, in an update of dependencies. */
export const isExpected = (track: Track, rule: string): boolean =>
  track === "dep-update" && (rule === "path:dependencies" || rule === "dependency:changed");

/** What makes a run on a lighter track a heavier one, in a few words for the person. */
export const HEAVIER: Partial<Record<Track, string>> = {
  quick: "full if files of logins, payments, personal data, roles, migrations or new packages change",
  nano: "quick beyond 3 files, 40 lines or one area, full if a security rule fires",
  "config-only": "full if files of logins, payments, personal data, roles, migrations or new packages change",
  "dep-update": "full if files of logins, payments, personal data, roles or migrations change",
  hotfix: "brief and design only with --track full",
};

/** Why the program chose a lighter track than full, and what makes it heavier; null: it did not, or it is another one since. */
export function whyLighter({ options }: Pick<Run, "options">): string | null {
  const { track_reason: reason, moved } = options;
  const track = trackOf({ options });
  return reason === undefined || moved !== undefined || track === "full" ? null : `Track ${track}: ${reason}.`;
}
