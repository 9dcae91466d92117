import { afterEach, expect, test } from "bun:test";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { geminiCliProvider } from "../../src/providers/gemini-cli.ts";
import { patient } from "../harness/patience.ts";
import { cleanup, tempDir, writeFiles } from "../harness/project.ts";
import { fakeGemini } from "./fake-gemini.ts";

afterEach(cleanup);

const gemini = geminiCliProvider();
const SCHEMA = { type: "object", properties: { ok: { type: "boolean" } }, required: ["ok"] };

/** One question to a `gemini` that does this. */
async function asked(behaviour: string, more: { model?: string; schema?: object } = {}) {
  const folder = tempDir();
  for (const name of ["bin", "scratch", "project"]) mkdirSync(join(folder, name));
  const { env, record } = fakeGemini(join(folder, "bin"), behaviour);
  const request = { cwd: join(folder, "project"), scratch: join(folder, "scratch"), env, timeoutMs: patient(20_000) };
  const result = await gemini.ask({ prompt: "The prompt.", system: "The system.", ...request, ...more });
  return { result, recorded: (name: string) => readFileSync(join(record, name), "utf8") };
}

const ANSWERS = `cat > "$RECORD/stdin"; printf '{"ok": true}' > "$OUT"`;
/** Prints an error as Gemini CLI does, on stderr, behind warnings. */
const fails = (message: string, code: number): string =>
  `printf 'Warning: no colours\\n%s\\n' '${JSON.stringify({ error: { type: "Error", message, code } }, null, 1)}' >&2; exit ${code}`;

test("it gets all through stdin, its answer's form in words, and no tools beyond those of an empty folder", async () => {
  const { result, recorded } = await asked(ANSWERS, { model: "gemini-x", schema: SCHEMA });
  expect(result).toMatchObject({ ok: true, raw: '{"ok": true}', model: "gemini-x" });
  // What it thought is paid for as output.
  expect(result.usage).toEqual({ input: 100, cached: 40, output: 10, calls: 0 });
  const said = recorded("stdin");
  expect(said).toStartWith("The system.\n\nThe prompt.\n");
  expect(said).toContain('"ok"');
  const given = recorded("arguments").trim().split("\n");
  expect(given).toEqual(["--output-format", "json", "--extensions", "none", "--model=gemini-x"]);
});

test.each([
  ["no way to log in", fails("Please set an Auth method", 41), "not_logged_in", "Please set an Auth method"],
  ["a limit", fails("Quota exceeded for metric", 1), "quota", "Quota exceeded for metric"],
  ["any other error", fails("Something broke", 1), "failed", "Something broke"],
  ["an exit without a word", "exit 53", "failed", "it ended with code 53"],
])("%s is told by its own words", async (_, behaviour, failure, words) => {
  const { result } = await asked(`cat > /dev/null; ${behaviour}`);
  expect(result).toMatchObject({ ok: false, failure });
  expect(!result.ok && result.message).toContain(words);
});

test("whether it can be asked is told by its files, without starting it", async () => {
  const folder = tempDir();
  const { env } = fakeGemini(folder, "exit 9");
  const without = { ...env, GEMINI_API_KEY: undefined };
  expect(await gemini.absence({ PATH: "/nowhere" })).toBe("not_installed");
  expect(await gemini.absence(without)).toBe("not_logged_in");
  expect(await gemini.probe(without)).toMatchObject({ loggedIn: false, problem: "Gemini CLI is not logged in" });
  expect(await gemini.absence(env)).toBeNull();
  writeFiles(folder, { ".gemini/oauth_creds.json": "{}" });
  expect(await gemini.absence(without)).toBeNull();
});
