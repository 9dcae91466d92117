import { afterAll, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type {
  AskRequest,
  AskResult,
  Provider,
  ProviderState,
} from "../../src/providers/provider.ts";
import { patient } from "../harness/patience.ts";

/**
 * A stand-in for a provider's program, found on PATH. What it does in a review is a piece of shell.
 */
export interface FakeProgram {
  env: Record<string, string | undefined>;
  /** Where the fake keeps what it was given: the file `prompt`, and `arguments`, one per line. */
  record: string;
}

export interface ProgramFixture {
  provider: Provider;
  /** How it is ready, as `probe` says it. */
  ready: ProviderState;
  /**
   * In `behaviour`, `$OUT` is the file for the verdict, `$RECORD` the folder of `record`; stdin is
   * the prompt.
   */
  fake(folder: string, behaviour: string): FakeProgram;
  /** An environment in which the program is nowhere to be found. */
  without: Record<string, string | undefined>;
}

const VERDICT = '{"status":"approved","summary":"fine","findings":[{"id":"F1","line":null}]}';
const WRITES = `cat > /dev/null; printf '%s' '${VERDICT}' > "$OUT"`;

/** The promises on the port, run over a program. */
export function programContract(fixture: ProgramFixture): void {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "provider-")));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  let count = 0;

  const setUp = (behaviour: string) => {
    const folder = join(root, String(++count));
    for (const name of ["project", "scratch", "bin"])
      mkdirSync(join(folder, name), { recursive: true });
    const fake = fixture.fake(join(folder, "bin"), behaviour);
    const request: AskRequest = {
      prompt: "Review this.",
      json: true,
      cwd: join(folder, "project"),
      timeoutMs: patient(20_000),
      env: fake.env,
      scratch: join(folder, "scratch"),
    };
    return { fake, folder, request };
  };
  const ask = (behaviour: string, rest: Partial<AskRequest> = {}) =>
    fixture.provider.ask({ ...setUp(behaviour).request, ...rest });

  describe(`${fixture.provider.title} keeps the contract`, () => {
    test("a verdict is handed on as JSON, without nulls", async () => {
      const result = await ask(WRITES);
      if (!result.ok) throw new Error(result.message);
      expect(JSON.parse(result.text)).toEqual({
        status: "approved",
        summary: "fine",
        findings: [{ id: "F1" }],
      });
    });

    test("the program gets the prompt through stdin, byte for byte, and not as an argument", async () => {
      const { fake, request } = setUp(`cat > "$RECORD/prompt"; printf '%s' '${VERDICT}' > "$OUT"`);
      const prompt = "$(touch pwned) `x` \\ 'é' {{HOLE}}\n";
      expect((await fixture.provider.ask({ ...request, prompt, json: false })).ok).toBe(true);
      expect(readFileSync(join(fake.record, "prompt"), "utf8")).toBe(prompt);
      expect(readFileSync(join(fake.record, "arguments"), "utf8")).not.toContain("pwned");
      expect(existsSync(join(request.cwd, "pwned"))).toBe(false);
    });

    test("the caller hears that the prompt goes out before the program has it, and can keep it here", async () => {
      const { fake, request } = setUp(`cat > "$RECORD/prompt"; printf '%s' '${VERDICT}' > "$OUT"`);
      const given = join(fake.record, "prompt");
      const heard: boolean[] = [];
      const refuse = () => {
        throw new Error("not now");
      };
      expect((await fixture.provider.ask({ ...request, sending: refuse })).ok).toBe(false);
      expect(existsSync(given)).toBe(false);
      const without = { ...request, env: fixture.without, sending: () => heard.push(true) };
      await fixture.provider.ask(without);
      expect(heard).toEqual([]);
      await fixture.provider.ask({ ...request, sending: () => heard.push(existsSync(given)) });
      expect([heard, existsSync(given)]).toEqual([[false], true]);
    });

    test("the program runs in the project, with the environment it was given", async () => {
      const { fake, request } = setUp(`pwd > "$RECORD/pwd"; env > "$RECORD/env"; ${WRITES}`);
      await fixture.provider.ask({ ...request, env: { ...request.env, GIVEN: "yes" } });
      const pwd = readFileSync(join(fake.record, "pwd"), "utf8").trim();
      expect(pwd).toBe(request.cwd);
      const env = readFileSync(join(fake.record, "env"), "utf8");
      expect(env).toContain("GIVEN=yes");
      expect(env).not.toMatch(/^USER=/m);
    });

    type Failure = [string, string, Partial<AskRequest>, string];
    const failures: Failure[] = [
      ["exits with 1", "echo 'Boom happened' >&2; exit 1", {}, "failed"],
      ["exits with 1 after a good verdict", `${WRITES}; exit 1`, {}, "failed"],
      ["is ended by a signal after a good verdict", `${WRITES}; kill -9 $$`, {}, "failed"],
      ["says that all is well and writes nothing", "echo done; exit 0", {}, "invalid_output"],
      ["prints a verdict and writes none", `printf '%s' '${VERDICT}'`, {}, "invalid_output"],
      ["writes an empty verdict", `: > "$OUT"`, {}, "invalid_output"],
      ["writes blanks", `echo '  ' > "$OUT"`, {}, "invalid_output"],
      ["writes prose", `echo 'Looks good to me!' > "$OUT"`, {}, "invalid_output"],
      ["writes half a verdict", `printf '{"status":"approved"' > "$OUT"`, {}, "invalid_output"],
      ["writes a list", `printf '[${VERDICT}]' > "$OUT"`, {}, "invalid_output"],
      ["writes null", `printf null > "$OUT"`, {}, "invalid_output"],
      ["writes more than 1 MB", `printf '{"a":"%01100000d"}' 0 > "$OUT"`, {}, "invalid_output"],
      ["makes a folder of it", `rm -f "$OUT"; mkdir "$OUT"`, {}, "invalid_output"],
      ["makes a pipe of it", `rm -f "$OUT"; mkfifo "$OUT"`, {}, "invalid_output"],
      [
        "makes a link of it",
        `printf '%s' '${VERDICT}' > "$RECORD/x"; rm -f "$OUT"; ln -s "$RECORD/x" "$OUT"`,
        {},
        "invalid_output",
      ],
      ["hangs", "sleep 60", { timeoutMs: 400 }, "timeout"],
      ["hangs after a good verdict", `${WRITES}; sleep 60`, { timeoutMs: 400 }, "timeout"],
      ["is cancelled before it starts", WRITES, { signal: AbortSignal.abort() }, "cancelled"],
      ["has no project", WRITES, { cwd: "/no/such/folder" }, "failed"],
      ["has no scratch folder", WRITES, { scratch: "/no/such/folder" }, "failed"],
      ["is not installed", WRITES, { env: fixture.without }, "not_installed"],
    ];
    test.each(failures)("a program that %s", async (_, behaviour, rest, failure) => {
      const result = await ask(behaviour, rest);
      if (result.ok) throw new Error(`passed with ${result.text}`);
      expect(result.failure).toBe(failure as typeof result.failure);
      expectForPeople(result);
    });

    test("one fence around the whole of a verdict is taken off", async () => {
      const result = await ask(`printf '\`\`\`json\\n${VERDICT}\\n\`\`\`' > "$OUT"`);
      if (!result.ok) throw new Error(result.message);
      expect(JSON.parse(result.text)).toEqual({
        status: "approved",
        summary: "fine",
        findings: [{ id: "F1" }],
      });
    });

    test("plain text comes as it is, and as it came", async () => {
      const result = await ask(`cat > /dev/null; printf '# A plan\\n\\nOne.\\n' > "$OUT"`, {
        json: false,
      });
      expect(result).toMatchObject({
        ok: true,
        text: "# A plan\n\nOne.\n",
        raw: "# A plan\n\nOne.\n",
      });
    });

    test("a time limit ends everything that the program started", async () => {
      const { fake, request } = setUp(
        `trap '' TERM; sh -c 'trap "" TERM; echo $$ > "$1"; sleep 60; sleep 60' x "$RECORD/pid" & wait`,
      );
      const stop = new AbortController();
      const running = fixture.provider.ask({ ...request, signal: stop.signal });
      while (
        !existsSync(join(fake.record, "pid")) ||
        !readFileSync(join(fake.record, "pid"), "utf8").endsWith("\n")
      ) {
        await Bun.sleep(10);
      }
      stop.abort();
      expect(await running).toMatchObject({ ok: false, failure: "cancelled" });
      const pid = readFileSync(join(fake.record, "pid"), "utf8").trim();
      const state = Bun.spawnSync(["ps", "-o", "stat=", "-p", pid]).stdout.toString().trim();
      expect(state === "" || state.startsWith("Z")).toBe(true);
    });

    test("probe says what is missing and what to do", async () => {
      const state = await fixture.provider.probe(fixture.without);
      expect(!state.ok && [state.problem, state.remedy].every((one) => one !== "")).toBe(true);
      const ready = await fixture.provider.probe(setUp("exit 0").request.env);
      expect(ready).toEqual(fixture.ready);
    });
  });
}

export function expectForPeople(result: Extract<AskResult, { ok: false }>): void {
  expect(result.message).toMatch(/^[^\n]{20,500}$/);
  expect(result.message).toMatch(/retry|decide|run `/);
  expect(result.message).not.toMatch(/[^\P{C}\n\t]/u);
  expect(result.durationMs).toBeGreaterThanOrEqual(0);
}
