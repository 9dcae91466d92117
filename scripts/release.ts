/**
 * `npm run release <version>`: sets the version wherever it stands and dates the changelog. Exit 0 done, 1 nothing was
 * changed (the reason is on stderr), 2 wrong usage. It commits and pushes nothing.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Each file that names the version, and how often. */
const PLACES: [path: string, count: number, line: (version: string) => string][] = [
  ["package.json", 1, (version) => `"version": "${version}"`],
  ["package-lock.json", 2, (version) => `"name": "multi-ai",\n@"version": "${version}"`],
  ["plugin.json", 1, (version) => `"version": "${version}"`],
  [".claude-plugin/plugin.json", 1, (version) => `"version": "${version}"`],
  [".claude-plugin/marketplace.json", 1, (version) => `"version": "${version}"`],
  ["src/version.ts", 1, (version) => `export const VERSION = "${version}";`],
];
const CHANGELOG = "CHANGELOG.md";
const UNRELEASED = "## Unreleased\n";

/** Numbers without leading zeros, and behind a dash what comes before the release. */
const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/;

/** A text with `@` where a line is indented, as a pattern. */
const pattern = (text: string): RegExp =>
  new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("@", "(\\s*)"), "g");

/** The files with the new version, by path. @throws Error where one does not say the old version as often as it should */
export function released(root: string, next: string, today: string): Map<string, string> {
  const read = (path: string): string => {
    if (!existsSync(join(root, path))) throw new Error(`${path} is missing`);
    return readFileSync(join(root, path), "utf8");
  };
  const now = String(JSON.parse(read("package.json")).version);
  if (Bun.semver.order(next, now) !== 1)
    throw new Error(`version: found ${next}, expected one behind ${now}, which package.json has`);
  const files = new Map<string, string>();
  for (const [path, count, line] of PLACES) {
    const text = read(path);
    const found = [...text.matchAll(pattern(line(now)))].length;
    if (found !== count) throw new Error(`${path}: found version ${now} ${found} times, expected ${count}`);
    files.set(
      path,
      text.replaceAll(pattern(line(now)), (all) => all.replace(now, () => next)),
    );
  }
  const changelog = read(CHANGELOG);
  const from = changelog.indexOf(UNRELEASED);
  const rest = from < 0 ? "" : changelog.slice(from + UNRELEASED.length);
  if (!/^\s*(?:### .*\s+)?- /.test(rest))
    throw new Error(`${CHANGELOG}: nothing stands under "${UNRELEASED.trim()}", expected what changed since ${now}`);
  files.set(CHANGELOG, `${changelog.slice(0, from)}${UNRELEASED}\n## ${next} (${today})\n${rest}`);
  return files;
}

if (import.meta.main) {
  const root = resolve(import.meta.dir, "..");
  const [next = "", ...more] = process.argv.slice(2);
  if (!VERSION.test(next) || more.length > 0) {
    console.error(
      `usage: npm run release <version>\nversion: found "${[next, ...more].join(" ")}", expected one such as 1.2.3`,
    );
    process.exit(2);
  }
  try {
    for (const [path, text] of released(root, next, new Date().toISOString().slice(0, 10))) {
      writeFileSync(join(root, path), text);
      console.log(path);
    }
  } catch (error) {
    console.error(`Nothing was changed. ${(error as Error).message}`);
    process.exit(1);
  }
  console.log(`Now: npm test, then git commit -am "${next}", git tag v${next}, git push --tags.`);
}
