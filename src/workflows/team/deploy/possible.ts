import type { Settings } from "../../../settings.ts";
import { hasStage, type Track } from "../tracks.ts";

/** Why nothing can be deployed on a track with these settings, with what to do about it; null: it can. Pure. */
export function noDeployment(track: Track, { deploy }: Settings): string | null {
  if ((deploy?.adapter ?? "none") === "none")
    return 'the settings say no way to deploy; set deploy.adapter to "docker-compose" or "command"';
  return hasStage(track, "08") ? null : `the track ${track} deploys nothing; take another one, such as --track quick`;
}
