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
const isTrack = (name: string): name is Track => Object.hasOwn(TRACKS, name);

/**
 * The least track that begins with a brief: its checkpoint shows what all stages would take
 * instead.
 */
export const LEAST: Track = "quick";

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
export const hasChecks = (track: Track): boolean => hasStage(track, "05");

/** Whether a rule fires for what the track is for. */
export const isExpected = (track: Track, rule: string): boolean =>
  track === "dep-update" && rule === "path:dependencies";

/** Tracks that a diff can outgrow: a hotfix is urgent, whatever it touches. */
const LIGHT: readonly Track[] = ["quick", "nano", "config-only", "dep-update"];
/**
 * Rules on lines that raise any light track, as every rule on a path does; the others ask for a
 * security review alone.
 */
const RAISING = ["no-content", "diff:removed-check", "diff:disabled-check", "diff:secret"];
const isRaising = (rule: string): boolean => rule.startsWith("path:") || RAISING.includes(rule);

/**
 * What a diff may have before it is no nano change any more; lines are those added plus those
 * removed.
 */
const MAX_NANO = { files: 3, lines: 40 };

/**
 * Where a run is moved when its diff without tests has outgrown its track, with the reason; null:
 * it stays. `lines`: added plus removed; `areas`: those that it crosses; `rules`: those that it
 * fires.
 */
export function outgrown(
  track: Track,
  {
    files,
    lines,
    areas,
    rules,
  }: Record<"files" | "areas", string[]> & { lines: number; rules: string[] },
): { to: Track; reason: string } | null {
  if (!LIGHT.includes(track)) return null;
  const found = rules.filter(
    (rule) => !isExpected(track, rule) && (track === "nano" || isRaising(rule)),
  );
  if (found.length > 0) return { to: "full", reason: `the diff fires ${found.join(", ")}` };
  if (track !== "nano") return null;
  const isNano = files.length <= MAX_NANO.files && lines <= MAX_NANO.lines && areas.length <= 1;
  if (isNano) return null;
  const size = `${files.length} files, ${lines} changed lines, ${areas.length} areas`;
  return {
    to: "quick",
    reason: `the diff has ${size}; at most ${MAX_NANO.files}, ${MAX_NANO.lines} and 1`,
  };
}
