// What is typed behind /multi-ai: requests start, slips start nothing.
import { describe, expect, test } from "bun:test";
import { asksForHelp, slipIn } from "../../src/run/commands/slips.ts";
import { readFlags } from "../../src/run/start-request.ts";

/** What is said in place of a start; null: it starts. */
const said = (line: string, name = "multi-ai"): string | null => {
  if (asksForHelp(line)) return "usage";
  const slip = slipIn("host", name, line);
  if (slip !== null) return slip;
  const read = readFlags(name, line);
  return read.ok ? (read.text === "" ? "no request" : null) : read.problem;
};

const HONEST = [
  "log requests to a file",
  "log every failed login",
  "report errors as JSON",
  "report the size of each upload in bytes",
  "trust the proxy header",
  "trust only certificates of our own CA",
  "resume downloads after a break",
  "resume reading where the last row was",
  "team page with photos",
  "Team page with photos",
  "team members can leave a team",
  "decide on a cache key in code",
  "decide a tie by the older entry",
  "decide which index to use from the query's shape",
  "add --verbose to the CLI",
  "stop the server on SIGTERM",
  "stop words in search are configurable",
  "status page",
  "status codes of the API follow RFC 9110",
  "help the reader",
  "help text for every field of the form",
  "run migrations at start",
  "run team reports at night",
  "run the tests in parallel",
  "check that the port is free",
  "next page button",
  "next steps are shown behind the order",
  "park requests that wait for a lock",
  "reset password by mail",
  "reset the counter at midnight",
  "cancel orders within an hour",
  "cancel running uploads when the page is left",
  "rollback the transaction on error",
  "verify signatures of webhooks",
  "phase out the old API",
  "budget per department in the overview",
  "visualize the dependency graph",
  "version the cache entries",
  "ruling lines in the printed table",
  "make grep accept --count",
  "Rename --foo to --bar",
  "Support the flag --quiet",
  "fix the output of grep --count",
  "document -v and -q",
  "Add a -v flag — and more",
  "Add a --verbose flag to the command line",
  "Add an --auto option",
  "make --track of the parcel command optional",
  "describe --deploy in the README",
  "continue the loop when a row is empty",
  "yes and no are translated",
  "no more than five retries",
  "ok button is green",
  "go on with the next host when one fails",
  "A button that copies the link",
  "a dark mode",
  "C: drives are listed on Windows",
  "Refactor",
  "Logging",
  "Deploy",
  "- add a\n- add b",
  "-1 is a valid index",
  "Füge eine Suche hinzu",
  "Team-Seite mit Fotos",
  "Ja/Nein-Frage beim Löschen",
  "Ajouter une page « équipe »",
  "Añade un botón para cancelar",
  "ログをファイルに書く",
  "添加暗色模式",
  "Добавь поиск по имени",
  "--auto Add x",
  "Add x --auto",
  "Add — as the brand asks — a dash",
  "Temperatures below –5 are blue",
];

const SLIPS: [line: string, meant: string | RegExp][] = [
  ["trust 0123456789", "did you mean /multi-ai:trust 0123456789"],
  ["trust all", "did you mean /multi-ai:trust all"],
  ["trust --without", "did you mean /multi-ai:trust --without"],
  ["decide A", "did you mean /multi-ai:decide A"],
  ["Decide b", "did you mean /multi-ai:decide b"],
  ["decide A: keep the tests", "did you mean /multi-ai:decide A: keep"],
  ["decide A --question Q1", "did you mean /multi-ai:decide A --question Q1"],
  ["decide Q1 A", "did you mean /multi-ai:decide Q1 A"],
  ["decide --reason too slow", "did you mean /multi-ai:decide --reason too slow"],
  ["/multi-ai:decide approve it", "did you mean /multi-ai:decide approve it"],
  ["resume r1", "did you mean /multi-ai:resume r1"],
  ["resume --from 3", "did you mean /multi-ai:resume --from 3"],
  ["resume --force", "did you mean /multi-ai:resume --force"],
  ["cancel --force", "did you mean /multi-ai:cancel --force"],
  ["rollback --yes", "did you mean /multi-ai:rollback --yes"],
  ["report --run r1", "did you mean /multi-ai:report --run r1"],
  ["log --run r1", "did you mean ! multi-ai log --run r1"],
  ["team Add x", "did you mean /multi-ai:team Add x"],
  ["team add a page", "did you mean /multi-ai:team add a page"],
  ["team --track full Add x", "did you mean /multi-ai:team --track full Add x"],
  ["run team Add x", "did you mean /multi-ai:team Add x"],
  ["run --continue", "did you mean ! multi-ai run --continue"],
  ["help decide", "did you mean /multi-ai --help"],
  ["status", "did you mean /multi-ai:status"],
  ["statsu", "did you mean /multi-ai:status"],
  ["--auto resume", "did you mean /multi-ai:resume"],
  ["?", "says nothing to do"],
  ["...", "says nothing to do"],
  ["A", "says nothing to do"],
  ["b.", "says nothing to do"],
  ["1", "says nothing to do"],
  ["ok", "says nothing to do"],
  ["OK!", "says nothing to do"],
  ["yes", "says nothing to do"],
  ["no", "says nothing to do"],
  ["go on", "says nothing to do"],
  ["Go  on.", "says nothing to do"],
  ["continue", "says nothing to do"],
  ["stop", "says nothing to do"],
  ["weiter", "says nothing to do"],
  ["--auto ok", "says nothing to do"],
  ["Add x --force", "--force is no flag of /multi-ai"],
  ["Add x --dry-run", "--dry-run is no flag of /multi-ai"],
  ["Add x -f", "-f is no flag of /multi-ai"],
  ["Add sorting by name --force", "--force is no flag"],
  ["Add --track small x", "--track is no flag of /multi-ai"],
  ["add x --auto --track", "--track is no flag of /multi-ai"],
  ["-auto Add x", "-auto is no flag of /multi-ai; did you mean --auto?"],
  ["—auto Add x", "—auto is no flag of /multi-ai; did you mean --auto?"],
  ["Add x –auto", "–auto is no flag of /multi-ai; did you mean --auto?"],
  ["Add x --autoo", "did you mean --auto?"],
  ["--quiet Add x", "--quiet is no flag"],
  ["–help", "usage"],
  ["--help", "usage"],
];

test("there are enough of both", () => {
  expect([HONEST.length >= 60, SLIPS.length >= 40]).toEqual([true, true]);
});

test.each(HONEST)("%j starts", (line) => expect(said(line)).toBeNull());

describe.each(SLIPS)("%j", (line, meant) => {
  test("starts nothing and says what was meant", () => expect(said(line) ?? "started").toMatch(meant));
  test("starts behind a word --", () => expect(said(`-- ${line}`)).toBeNull());
});

test.each(["-auto Add x", "—auto Add x", "Add x -auto", "Add x –auto"])("/multi-ai:team takes no %j, either", (line) =>
  expect(said(line, "team") ?? "started").toMatch(/^[-—–]auto is no flag of \/multi-ai:team; did you mean --auto/),
);
