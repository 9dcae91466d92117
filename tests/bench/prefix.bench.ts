// What runs of the chain would cost at list prices, with an answer each 20 s, if agents shared more
// of what the prompt cache keeps: one list of tools and one system text for all of a model, or an
// author who goes on as its own fixer and a reviewer as its own re-review. The requests are those
// that `multi-ai run` really made; what would stand in them is put there by this bench. bun
// tests/bench/prefix.bench.ts

import type { MessagesBody } from "../harness/messages-api.ts";
import type { LoggedRequest } from "../harness/model.ts";
import { PrefixCache, usdOf } from "../harness/prefix-cache.ts";
import { cleanup } from "../harness/project.ts";
import { readBrief } from "../harness/team.ts";
import { carried } from "../host/carried.ts";
import { COURSES } from "../host/courses.ts";

const COURSE_NAMES = ["multi-ai", "multi-ai, the demo", "--quick, with fixes"] as const;
const ANSWER_MS = 20_000;

interface Asked {
  body: MessagesBody;
  /** What was answered, in tokens. */
  output: number;
  task: string;
  /** What the agent is: its own part of the system text. */
  role: string;
  onlyReads: boolean;
  reply: LoggedRequest["reply"];
}

const bodies: MessagesBody[] = [];
const { use } = PrefixCache.prototype;
PrefixCache.prototype.use = function (body, at) {
  bodies.push(structuredClone(body));
  return use.call(this, body, at);
};

type System = { type: string; text: string; cache_control?: unknown }[];
const systemOf = ({ system }: MessagesBody) => system as System;

async function askedIn(name: (typeof COURSE_NAMES)[number]): Promise<Asked[]> {
  bodies.length = 0;
  const course = await COURSES[name]();
  await carried("direct", course);
  const requests = course.model.requests.filter(({ turn }) => turn !== null);
  return requests.map(({ turn, reply }, at) => {
    const body = bodies[at]!;
    const calls = reply && "calls" in reply ? (reply.calls ?? []) : [];
    return {
      ...{ body, reply, task: readBrief(turn!.firstUser)?.task ?? "" },
      output: Math.round(Buffer.byteLength(JSON.stringify(reply)) / 4),
      role: `${body.model} ${systemOf(body).at(-1)!.text}`,
      onlyReads: calls.length > 0 && calls.every(({ name }) => name === "Read" || name === "Grep"),
    };
  });
}

function centsOf(asked: readonly Asked[]): number {
  const cache = new PrefixCache();
  return asked.reduce(
    (sum, { body, output }, at) =>
      sum + 100 * usdOf(body.model, use.call(cache, body, at * ANSWER_MS), output),
    0,
  );
}

/** Every agent with the tools of all, and its role at the head of the brief. */
function onePrefix(asked: readonly Asked[]): Asked[] {
  const tools = new Map(
    asked.flatMap(({ body }) => body.tools ?? []).map((one) => [one.name, one]),
  );
  return asked.map((one) => {
    const system = systemOf(one.body).slice(0, -1);
    const shared = [
      ...system.slice(0, -1),
      { ...system.at(-1)!, cache_control: { type: "ephemeral" } },
    ];
    const { text } = systemOf(one.body).at(-1)!;
    const role = {
      role: "user",
      content: [{ type: "text", text }],
    } as MessagesBody["messages"][number];
    const body = { ...one.body, tools: [...tools.values()], system: shared } as MessagesBody;
    return { ...one, body: { ...body, messages: [role, ...one.body.messages] } };
  });
}

/**
 * A later task of an agent stands behind the conversation of its earlier one. `knows`: without the
 * requests in which it only read.
 */
function goingOn(asked: readonly Asked[], knows: boolean): Asked[] {
  const before = new Map<string, { task: string; messages: MessagesBody["messages"] }>();
  const said = new Map<string, { task: string; messages: MessagesBody["messages"] }>();
  return asked.flatMap((one) => {
    const last = said.get(one.role);
    if (last !== undefined && last.task !== one.task) before.set(one.role, last);
    const known = before.get(one.role)?.messages ?? [];
    const messages = [...known, ...one.body.messages];
    const answer = {
      role: "assistant",
      content: [{ type: "text", text: JSON.stringify(one.reply) }],
    } as MessagesBody["messages"][number];
    said.set(one.role, { task: one.task, messages: [...messages, answer] });
    if (knows && known.length > 0 && one.onlyReads) return [];
    return [{ ...one, body: { ...one.body, messages } }];
  });
}

const row = (...cells: (string | number)[]): void => console.log(`| ${cells.join(" | ")} |`);
row("run", "as it is", "one prefix", "who knows goes on", "the same, if it then read nothing");
row("---", "---", "---", "---", "---");
for (const name of COURSE_NAMES) {
  const asked = await askedIn(name);
  const ways = [asked, onePrefix(asked), goingOn(asked, false), goingOn(asked, true)];
  row(name, ...ways.map((way) => `${centsOf(way).toFixed(1)} ¢`));
}
await cleanup();
