// When a spec runs, as its own head says in a line `// Runs: <words>.`:
//   in full only      in `npm run test:faults` alone: what it shows is also shown below it
//   in full too       also there, as it plays more of it then, or in another version of the host
//   with cheats only  in `npm run test:cheats` and `test:faults`
//   with cheats too   in both, and in `npm test`
//   in the field      in `npm run test:field` alone
//   by a driver too   in full a second time, its scenarios carried by a driver
//   on both databases in full a second time, on the embedded PostgreSQL
//   on disk           its temporary files are on a disk: its commands' sandbox has a /dev of its own
//   as on macOS only  in the lane that is named below alone
//   together          it is short and leaves nothing in its process, which it shares with others
//   first             it takes long, so it begins before the others
//   alone             it counts what a loaded machine does in another order: behind the others, with
//                     nothing beside it
// A spec without the line is a part of `npm test` alone. Of some specs `npm test` has a part: tests
// whose names one of the head's lines `// In npm test: <pattern>` matches, and none of its lines
// `// Not in npm test: <pattern>`. `// As on macOS: <pattern>` (all: "all") has tests run there as
// well, `// As on macOS in full: <pattern>` in `npm run test:faults`.

const WORDS = [
  "in full only",
  "in full too",
  "with cheats only",
  "with cheats too",
  "in the field",
  "by a driver too",
  "on both databases",
  "on disk",
  "as on macOS only",
  "together",
  "first",
  "alone",
];

const matchedByOne = (patterns) => patterns.map((pattern) => `(?:${pattern})`).join("|");

/**
 * The words of the spec whose source this is, and patterns: of its tests in `npm test` (null: it has
 * all of them), and of those that run as on macOS, there and in full (null: none). Throws where its
 * head has a word that means nothing.
 */
export function whenRun(source, file) {
  const head = /^(?:\/\/.*\n)*/.exec(source)[0];
  const lines = (label) =>
    [...head.matchAll(new RegExp(`^// ${label}: (.+)$`, "gm"))].map(([, text]) => text);
  const words = lines("Runs").flatMap((line) => line.replace(/\.$/, "").split(", "));
  const unknown = words.find((word) => !WORDS.includes(word));
  if (unknown !== undefined)
    throw new Error(
      `${file}: "// Runs:" has "${unknown}", expected one of: ${WORDS.join(", ")}. Fix its head.`,
    );
  const [wanted, others] = [lines("In npm test"), lines("Not in npm test")];
  const not = others.length > 0 ? `(?!.*(?:${matchedByOne(others)}))` : "";
  const only = wanted.length > 0 ? `(?=.*(?:${matchedByOne(wanted)}))` : "";
  const mac = words.includes("as on macOS only") ? ["all"] : lines("As on macOS");
  const asMac = (patterns) =>
    patterns.length === 0 ? null : patterns.includes("all") ? "." : matchedByOne(patterns);
  return {
    words,
    part: `${not}${only}` === "" ? null : `^${not}${only}`,
    mac: asMac(mac),
    macInFull: asMac(lines("As on macOS in full")),
  };
}
