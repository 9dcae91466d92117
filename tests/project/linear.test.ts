// Texts that somebody else wrote, half a megabyte of one thing: whatever looks for something in
// them takes its time once. A process of its own does it, which is ended when it does not come to
// an end: the square of such a length is minutes.
// Runs: in full too.
import { afterAll, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { IS_FULL } from "../harness/in-full.ts";
import { patient } from "../harness/patience.ts";
import { cleanup, tempDir } from "../harness/project.ts";

afterAll(cleanup);

const SRC = join(import.meta.dir, "../../src");

/** What is repeated; the first ones in every run. */
const PUMPS = [
  "\u001b[",
  "\u001b]0;",
  "a",
  "\\",
  '"\\"',
  "[",
  " ",
  "\u001b[1;",
  "{",
  "(",
  "<",
  "'",
  "`",
  "-",
  "_",
  "*",
  "/",
  "../",
  "1",
  "1.",
  "a b ",
  "a\n",
  "\n",
  " \t",
  "://",
  "://a:",
  "eyJa.",
  "-----BEGIN PRIVATE KEY-----",
  "<!--",
  "~~~~ a\n",
  "::",
  "› ",
  '{"a":',
  "\\u0061",
  "%41",
  "&#65;",
];

const PROGRAM = `
  import { readCommandLine, visible } from "${SRC}/command-line.ts";
  import { hostsPrompt } from "${SRC}/hooks/persons.ts";
  import { apiFailure } from "${SRC}/host/transcript/api-failure.ts";
  import { globSet, guardSet, projectPath } from "${SRC}/project/globs.ts";
  import { denyList } from "${SRC}/project/secrets/deny-list.ts";
  import { maskOf } from "${SRC}/project/secrets/mask.ts";
  import { readDotEnv, secretValues } from "${SRC}/project/secrets/secrets.ts";
  import { namesOfSeveral, plainOutput, readTestOutput } from "${SRC}/project/commands/test-output.ts";
  import { tokensIn } from "${SRC}/project/secrets/token-forms.ts";
  import { unfenced } from "${SRC}/providers/answer.ts";
  import { readJson } from "${SRC}/store/json/read-json.ts";
  import { clean, cut, fit, oneLine, shortJson } from "${SRC}/text.ts";
  import { parseFrontMatter } from "${SRC}/workflows/phases/planning/front-matter.ts";
  const secret = "q7Lr2VxT9bKzW4mEdN8sHu5p";
  const mask = maskOf([secret, "postgres", "correct horse battery staple"]);
  const [globs, guards, isSecret] = [globSet(["src/**/*.ts", "*.md"]), guardSet(["src/**", "*.key"]), denyList([])];
  const ways = {
    readCommandLine, visible, hostsPrompt, apiFailure: (text) => apiFailure("x", text), globs, guards, isSecret, projectPath,
    mask, secretValues: (value) => secretValues([["A_KEY", value]]),
    readDotEnv, readTestOutput, namesOfSeveral, plainOutput, tokensIn,
    unfenced: (text) => unfenced(text, ["md"]), readJson, clean, cut: (text) => cut(text, 80), fit: (text) => fit(text, 80), oneLine, shortJson,
    parseFrontMatter: (text) => parseFrontMatter(text.slice(0, 190_000), () => {}),
  };
  const pumps = JSON.parse(process.argv[2]);
  for (const [name, way] of Object.entries(ways))
    for (const pump of pumps)
      for (const [before, behind] of [["", ""], ['"', "\\n!"]]) {
        process.stderr.write(name + " " + JSON.stringify(pump) + "\\n");
        way(before + pump.repeat(500_000 / pump.length) + behind);
      }
  console.log("whole");
`;

test("500 kB of one thing come to their end in each of them", () => {
  const script = join(tempDir(), "linear.ts");
  writeFileSync(script, PROGRAM);
  const pumps = JSON.stringify(IS_FULL ? PUMPS : PUMPS.slice(0, 4));
  const ran = Bun.spawnSync([process.execPath, script, pumps], {
    timeout: patient(IS_FULL ? 240_000 : 60_000),
  });
  const last = ran.stderr.toString().trim().split("\n").at(-1);
  expect([last, ran.stdout.toString().trim()]).toEqual([last, "whole"]);
});
