import { accepted, objectText } from "../../record/accepted.ts";
import type { Scene } from "../../record/scene.ts";
import { readJson } from "../../store/json/read-json.ts";
import { fence, oneLine } from "../../text.ts";
import {
  type BriefPart,
  FEEDBACK,
  type FeedbackItem,
  type ItemAnswer,
  type ReceivedFeedback,
  TEXT_OPTION,
} from "../contract/contract.ts";
import { RESULT } from "../kit/stages/stages.ts";

/** What came back, and what the run says to it. */

type At = Pick<Scene, "project" | "run">;

/** As it was when the run began. */
export function receivedFeedback({ project, run }: At): ReceivedFeedback {
  const read = readJson(objectText(project, run.options[TEXT_OPTION + FEEDBACK] ?? null) ?? "");
  return read.ok ? (read.value as ReceivedFeedback) : { items: [], left: [] };
}

/** The newest answer to each item, in their order. */
export function answersOf({ project, run }: At): ItemAnswer[] {
  const all = new Map<string, ItemAnswer>();
  for (const task of run.tasks)
    if (task.schema === RESULT && task.artifact !== null && !task.void)
      for (const one of accepted<{ answers?: ItemAnswer[] }>(project, task.artifact)?.answers ?? [])
        all.set(one.id, one);
  return receivedFeedback({ project, run }).items.flatMap(({ id }) => all.get(id) ?? []);
}

/** Where an item was said, and by whom. */
export function itemPlace({ kind, author, isBot, file, line }: FeedbackItem): string {
  if (kind === "check") return oneLine(author);
  const where = file === null ? "" : ` at ${oneLine(file)}${line === null ? "" : `:${line}`}`;
  return `${isBot ? "bot " : ""}${oneLine(author)}${where}`;
}

/** All of it for a brief, each text fenced. */
export function feedbackPart(scene: At): BriefPart {
  const { items } = receivedFeedback(scene);
  return {
    title: "What came back",
    body: items
      .map((item) => `${item.id} (${item.kind}, ${itemPlace(item)}):\n${fence(item.text)}`)
      .join("\n\n"),
  };
}
