import { TRACKS, type Track } from "./tracks.ts";
import type { Run } from "../../engine/run.ts";

/** The run's track; one that was started without is full. */
export function trackOf(run: Run): Track {
  const name = run.options.track ?? "full";
  return Object.hasOwn(TRACKS, name) ? (name as Track) : "full";
}
