import { proposeTrack, TRACKS, type Track, trackProblem } from "./tracks.ts";
import { GIT_TIMEOUT, runGit, topLevel } from "../../project/git.ts";

/** Options of a run that the program chooses where the person does not, by name. */

export interface Choice {
  /** Name of the option. */
  option: string;
  /** What fits this request in this project, and why, in words for the person. */
  propose(root: string, request: string): { value: string; reason: string };
  /** Why a value is refused for a request; null: it may be taken. */
  problem(value: string, request: string): string | null;
}

/** A project with more changed files than this tells nothing about one request. */
const MOST_FILES = 500;
const QUICK_MS = 5_000;

/** Files that are changed and not committed, relative to the repository; none where git cannot tell. */
function changedNow(root: string): string[] {
  if (topLevel(root) === null) return [];
  const args = ["status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=normal", "--", "."];
  const { ok, out } = runGit(args, { cwd: root, timeout: Math.min(GIT_TIMEOUT, QUICK_MS), maxBytes: 1_000_000 });
  if (!ok) return [];
  const files = out
    .toString()
    .split("\0")
    .map((line) => line.slice(3))
    .filter((path) => path !== "" && !/(?:^|\/)(?:\.task|pipeline)\//.test(path));
  return files.length > MOST_FILES ? [] : files;
}

const isTrack = (value: string): value is Track => Object.hasOwn(TRACKS, value);

const track: Choice = {
  option: "track",
  propose(root, request) {
    const asked = proposeTrack(request);
    const files = changedNow(root);
    if (files.length === 0) return asValue(asked);
    // What lies about uncommitted may have nothing to do with the request: it makes a track heavier, never lighter.
    const withDiff = proposeTrack(request, files);
    return asValue(TRACKS[withDiff.track].length > TRACKS[asked.track].length ? withDiff : asked);
  },
  problem: (value, request) => (isTrack(value) ? trackProblem(value, request) : null),
};

const asValue = ({ track: value, reason }: { track: Track; reason: string }): { value: string; reason: string } => ({
  value,
  reason,
});

export const CHOICES: Record<string, Choice> = { track };
