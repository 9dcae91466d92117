// The council in the real host with seats of other vendors: what they are sent, and what becomes of
// one that fails.
// Runs: in full only, by a driver too.
import { afterEach, expect, test } from "bun:test";
import { findProject } from "../../src/project/project.ts";
import { reportOf } from "../../src/run/views/report.ts";
import { AUDIT, honestCouncil, honestModels, isVote, REQUEST, seatOf } from "../harness/council.ts";
import {
  type ModelAsked,
  type ModelScript,
  type ModelServer,
  modelServer,
} from "../harness/model-server.ts";
import { cleanup, DEFAULT_FILES, makeProject } from "../harness/project.ts";
import type { Brief } from "../harness/team.ts";
import { openQuestions, runOf } from "./from-outside.ts";
import { bySubject, ofType, type Played, play } from "./scenario.ts";

afterEach(cleanup);

const VENDORS = ["XAI", "DEEPSEEK", "GEMINI", "MISTRAL", "OPENAI"];
const keyOf = (vendor: string): string => `dummy-${vendor.toLowerCase()}-7f3a9c51e2`;
const KEYS = Object.fromEntries(VENDORS.map((vendor) => [`${vendor}_API_KEY`, keyOf(vendor)]));
const SECRET = "pw-of-the-database-4411";

type Change = Parameters<typeof honestModels>[0];
/** `retry-after-ms`: an endpoint that wants to be asked again at once. */
const broken = (status: number) => ({ status, headers: { "retry-after-ms": "1" } });

interface Council extends Played {
  vendors: ModelServer;
}

/**
 * A council whose seats `roles` gives to providers; it stops where the person is asked whether to
 * build.
 */
async function council(
  roles: Record<string, string[]>,
  change: Change = () => undefined,
  more: { agents?: Parameters<typeof honestCouncil>[0]; provider?: object } = {},
): Promise<Council> {
  const script: ModelScript = honestModels(change);
  const vendors = modelServer(script);
  const settings = {
    providers: Object.fromEntries(
      Object.entries(vendors.providers()).map(([id, one]) => [id, { ...one, ...more.provider }]),
    ),
    council: { use: roles },
  };
  const files = {
    ...DEFAULT_FILES,
    ".env": `DATABASE_PASSWORD=${SECRET}\n`,
    ".claude/multi-ai.json": JSON.stringify(settings),
  };
  const project = makeProject({ files });
  const played = await play({
    ...{ version: "new" as const, project, env: KEYS, limitMs: 200_000 },
    worker: honestCouncil(more.agents),
    prompt: `/multi-ai:council ${REQUEST}`,
  });
  return { ...played, vendors };
}

/** Who did a task, or was to do it. */
const whoOf = ({ project }: Council, subject: string): string => {
  const task = runOf(project).tasks.find((one) => one.subject === subject);
  return `${task?.who.provider ?? "host"}/${task?.who.model}`;
};
const failures = ({ events, tasks }: Council): [string, string][] =>
  ofType(events, "check_failed").map((one) => [
    tasks.find((task) => task.id === one.task)!.subject,
    one.failure,
  ]);
/** What a vendor was asked for a seat's vote. */
const votesAsked = ({ vendors }: Council, seat: string): ModelAsked[] =>
  vendors.log.filter(
    (one) => one.prompt.startsWith(`You hold the seat ${seat},`) && one.prompt.includes("Vote on"),
  );
const openKinds = ({ project }: Council): string[] => openQuestions(project).map((one) => one.kind);
const isFrom = (asked: ModelAsked, vendor: string): boolean => asked.path.includes(vendor);
const isVoteOf = (brief: Brief, seat: string): boolean => isVote(brief) && seatOf(brief) === seat;

test("a vendor that fails, one that is out, one that must wait and one that chats hold no council up", async () => {
  const seats = {
    "gpt4o-product": ["openai/gpt-6.1-sol"],
    "gemini-validation": ["gemini/gemini-4-argon"],
    "deepseek-code": ["deepseek/deepseek-v4-pro", "xai/grok-4.7"],
    "grok-devil": ["xai/grok-4.7"],
    "mistral-security": ["mistral/mistral-large-latest"],
  };
  const times = new Map<string, number>();
  const first = (what: string): boolean => {
    times.set(what, (times.get(what) ?? 0) + 1);
    return times.get(what) === 1;
  };
  const played = await council(
    seats,
    (brief, asked) => {
      if (isFrom(asked, "deepseek")) return broken(500);
      if (isVoteOf(brief, "gpt4o-product")) return { status: 401, text: "No such key" };
      if (seatOf(brief) === "gemini-validation" && first("gemini"))
        return { status: 429, headers: { "retry-after": "1" } };
      if (isVoteOf(brief, "grok-devil") && first("grok"))
        return { text: "Looks good to me, ship it!" };
      return undefined;
    },
    // What an agent has come upon lies in a file that every seat gets.
    {
      agents: (brief) =>
        brief.writes.endsWith("audit-result.json")
          ? { artifact: { ...AUDIT, notes: `The password is ${SECRET}, a key ${keyOf("XAI")}.` } }
          : undefined,
    },
  );

  // Everybody who could be heard was, and the person is asked for nothing but the commands.
  expect(played.state).toMatchObject({ status: "waiting_for_user", phase: "APPROVED" });
  expect(openKinds(played)).toEqual(["consent"]);
  expect(ofType(played.events, "refused")).toEqual([]);

  // Four tries, then the next of its chain; the journal has who failed and who took over.
  const xai = { provider: "xai", model: "grok-4.7", agent: "council-seat", role: "deepseek-code" };
  expect(failures(played)).toContainEqual(["Plan - deepseek-code", "server_error"]);
  expect(failures(played)).toContainEqual(["Vote - deepseek-code", "server_error"]);
  expect(ofType(played.events, "substituted").map(({ who }) => who)).toEqual([
    expect.objectContaining(xai),
    expect.objectContaining(xai),
  ]);
  expect(whoOf(played, "Vote - deepseek-code")).toBe("xai/grok-4.7");
  expect(played.vendors.log.filter((one) => isFrom(one, "deepseek"))).toHaveLength(8);

  // A seat without a veto that nobody can fill approves nothing and holds nothing up.
  expect(failures(played)).toContainEqual(["Vote - gpt4o-product", "bad_key"]);
  expect(bySubject(played.tasks, "Vote - gpt4o-product").status).toBe("skipped");
  expect(reportOf(findProject(played.project), runOf(played.project))).toContain(
    "No vote, so no approval: gpt4o-product",
  );

  // Whoever took a place is named.
  const fellBack = "Fell back: deepseek-code from deepseek/deepseek-v4-pro to xai/grok-4.7";
  expect(reportOf(findProject(played.project), runOf(played.project))).toContain(fellBack);

  // Told to wait, it was asked again, and nobody noticed. The research is Gemini's, too, where its
  // key is there.
  expect(
    played.vendors.log.filter((one) => isFrom(one, "v1beta")).map((one) => one.status),
  ).toEqual([200, 429, 200, 200]);
  expect(whoOf(played, "Vote - gemini-validation")).toBe("gemini/gemini-4-argon");

  // No vote is mended once, with what was wrong with it.
  const [chat, mended, ...rest] = votesAsked(played, "grok-devil");
  expect(rest).toEqual([]);
  expect(chat!.prompt).not.toContain("Your last answer was refused");
  expect(mended!.prompt).toContain("Your last answer was refused:\n- ");
  expect(mended!.prompt).toContain("Looks good to me, ship it!");

  // No nonce, no key, no secret, no file that holds one, no path of this machine is in any prompt;
  // each key went to its vendor alone.
  const nonces = [
    ...new Set(
      played.model.requests.flatMap((one) => one.text.match(/\b[0-9a-f]{32,}(?= |$)/gm) ?? []),
    ),
  ];
  for (const { prompt, system, key, path } of played.vendors.log) {
    const text = `${system}\n${prompt}`;
    for (const hidden of [
      SECRET,
      "DATABASE_PASSWORD",
      ...Object.values(KEYS),
      played.project,
      "nonce",
    ])
      expect([path, hidden, text.includes(hidden)]).toEqual([path, hidden, false]);
    const vendor = VENDORS.find((one) =>
      path.startsWith("/v1beta") ? one === "GEMINI" : path.startsWith(`/${one.toLowerCase()}`),
    );
    expect([path, key]).toEqual([path, keyOf(vendor!)]);
  }
  expect(
    nonces.filter((one) => played.vendors.log.some(({ prompt }) => prompt.includes(one))),
  ).toEqual([]);
  expect(JSON.stringify(played.events)).not.toContain("dummy-");

  // What was sent is on record, request by request, and in the report.
  const sent = ofType(played.events, "sent");
  expect(sent).toHaveLength(played.vendors.log.length);
  expect(
    sent.flatMap(({ files }) => files).filter((path) => !path.startsWith(".task/council/")),
  ).toEqual([]);
  const report = reportOf(findProject(played.project), runOf(played.project));
  for (const [vendor, prompts] of [
    ["deepseek", 8],
    ["mistral", 2],
    ["gemini", 4],
  ] as const)
    expect(report).toMatch(
      new RegExp(`Sent to ${vendor}: ${prompts} prompts, \\d+ bytes, of 4 files at most`),
    );
});
