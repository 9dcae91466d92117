/**
 * `npm run release <version>`: dates the changelog, commits that and tags the commit. Exit 0 done,
 * 1 nothing was changed (the
 * reason is on stderr), 2 wrong usage. It pushes nothing. What people have installed moves with
 * each commit, whatever its tag.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const CHANGELOG = "CHANGELOG.md";
const UNRELEASED = "## Unreleased\n";

/** Numbers without leading zeros, and behind a dash what comes before the release. */
const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/;

/**
 * The changelog with this version. @throws Error where it is not behind the last one, or nothing
 * has changed since that
 */
export function released(changelog: string, next: string, today: string): string {
  const from = changelog.indexOf(UNRELEASED);
  const rest = from < 0 ? "" : changelog.slice(from + UNRELEASED.length);
  const now = /^## (\d\S*)/m.exec(rest)?.[1] ?? "0.0.0";
  if (Bun.semver.order(next, now) !== 1)
    throw new Error(
      `version: found ${next}, expected one behind ${now}, the last one in ${CHANGELOG}`,
    );
  if (!/^\s*(?:### .*\s+)?- /.test(rest))
    throw new Error(
      `${CHANGELOG}: nothing stands under "${UNRELEASED.trim()}", expected what changed since ${now}`,
    );
  return `${changelog.slice(0, from)}${UNRELEASED}\n## ${next} (${today})\n${rest}`;
}

/** @throws Error with what git said */
function git(root: string, ...args: string[]): void {
  const { exitCode, stderr } = Bun.spawnSync(["git", "-C", root, ...args]);
  if (exitCode !== 0) throw new Error(`git ${args[0]}: ${stderr.toString().trim()}`);
}

/** Writes, commits and tags it. @throws Error; nothing has changed then */
export function release(root: string, next: string, today: string): void {
  const path = join(root, CHANGELOG);
  const before = readFileSync(path, "utf8");
  const text = released(before, next, today);
  const tag = `v${next}`;
  if (
    Bun.spawnSync(["git", "-C", root, "rev-parse", "-q", "--verify", `refs/tags/${tag}`])
      .exitCode === 0
  )
    throw new Error(`the tag ${tag} is there`);
  writeFileSync(path, text);
  try {
    git(root, "commit", "-q", "-m", next, "--", CHANGELOG);
  } catch (error) {
    writeFileSync(path, before);
    throw error;
  }
  git(root, "tag", tag);
}

if (import.meta.main) {
  const [next = "", ...more] = process.argv.slice(2);
  if (!VERSION.test(next) || more.length > 0) {
    console.error(
      `usage: npm run release <version>\nversion: found "${[next, ...more].join(" ")}", expected one such as 1.2.3`,
    );
    process.exit(2);
  }
  try {
    release(resolve(import.meta.dir, ".."), next, new Date().toISOString().slice(0, 10));
  } catch (error) {
    console.error(`Nothing was changed. ${(error as Error).message}`);
    process.exit(1);
  }
  console.log(`v${next} is tagged. Now: git push && git push --tags`);
}
