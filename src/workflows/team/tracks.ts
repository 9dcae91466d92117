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
