// What is typed behind /multi-ai: requests start, slips start nothing.
// Runs: together.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { speakInHost } from "../../../src/host/entry-points.ts";
import { calledAs, inHost, PLUGIN, speak } from "../../../src/plugin.ts";
import { asksForHelp, slipIn } from "../../../src/run/commands/usage/slips.ts";
import { readFlags } from "../../../src/run/start/start-request.ts";

beforeAll(() => speak(inHost));
afterAll(() => speak(calledAs(PLUGIN)));

/** What is said in place of a start; null: it starts. */
const said = (line: string, name = "multi-ai"): string | null => {
  if (asksForHelp(line)) return "usage";
  const slip = slipIn("host", name, line);
  if (slip !== null) return slip;
  const read = readFlags(name, line);
  return read.ok ? (read.text === "" ? "no request" : null) : read.problem;
};

const HONEST = [
  "report errors as JSON",
  "trust only certificates of our own CA",
  "team page with photos",
  "decide on a cache key in code",
  "add --verbose to the CLI",
  "status page",
  "help text for every field of the form",
  "run the tests in parallel",
  "next steps are shown behind the order",
  "reset the counter at midnight",
  "rollback the transaction on error",
  "budget per department in the overview",
  "ruling lines in the printed table",
  "Support the flag --quiet",
  "Add a -v flag — and more",
  "make --track of the parcel command optional",
  "yes and no are translated",
  "go on with the next host when one fails",
  "C: drives are listed on Windows",
  "Deploy",
  "Füge eine Suche hinzu",
  "Ajouter une page « équipe »",
  "添加暗色模式",
  "Add x --auto",
];

const SLIPS: [line: string, meant: string | RegExp][] = [
  ["trust 0123456789", "did you mean /multi-ai:trust 0123456789"],
  ["trust --without", "did you mean /multi-ai:trust --without"],
  ["decide A", "did you mean /multi-ai:decide A"],
  ["decide A: keep the tests", "did you mean /multi-ai:decide A: keep"],
  ["decide Q1 A", "did you mean /multi-ai:decide Q1 A"],
  ["decide --reason too slow", "did you mean /multi-ai:decide --reason too slow"],
  ["resume --from 3", "did you mean /multi-ai:resume --from 3"],
  ["resume --force", "did you mean /multi-ai:resume --force"],
  ["log --run r1", "did you mean ! multi-ai log --run r1"],
  ["team --track full Add x", "did you mean /multi-ai:team --track full Add x"],
  ["run --continue", "did you mean ! multi-ai run --continue"],
  ["status", "did you mean /multi-ai:status"],
  ["--auto resume", "did you mean /multi-ai:resume"],
  ["...", "does not say what to do"],
  ["A", "does not say what to do"],
  ["2.", "does not say what to do"],
  ["Add x --autoo", "did you mean --auto?"],
  ["--quiet Add x", "--quiet is not a flag"],
  ["--help", "usage"],
];

test.each(HONEST)("%j starts", (line) => expect(said(line)).toBeNull());

describe.each(SLIPS)("%j", (line, meant) => {
  test("starts nothing and says what was meant", () =>
    expect(said(line) ?? "started").toMatch(meant));
  test("starts behind a word --", () => expect(said(`-- ${line}`)).toBeNull());
});

test.each(["next", "status", "report", ".", "12", "yes"])(
  "a review of %j: it may be a branch or a folder",
  (word) => {
    expect(said(word, "review")).toBeNull();
  },
);

test("where a line of a shell is none, it is named for a terminal, with what was given to it", () => {
  speakInHost({ CLAUDE_CODE_ENTRYPOINT: "claude-vscode" });
  expect(said("log --run r1")).toContain("did you mean multi-ai log --run r1 (in a terminal)?");
  speakInHost({ CLAUDE_CODE_ENTRYPOINT: "cli" });
  expect(said("log --run r1")).toContain("did you mean ! multi-ai log --run r1?");
});
