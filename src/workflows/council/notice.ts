import type { Scene } from "../../record/scene.ts";
import type { Notice, NoticeAdds } from "../contract/notice.ts";
import { viewOf } from "./status.ts";
import { isBlocking, ledgerOf } from "./vote/ledger.ts";
import { verdictLines, votesLine, whyBlocked } from "./vote/verdict.ts";

/** What a message about a run of the council says beside what every message says. */
export function notice(scene: Scene, { on, questions }: Notice): NoticeAdds {
  const { run } = scene;
  const { snapshot, tasks } = viewOf(scene);
  const kept = snapshot === null ? [] : [`Snapshot ${snapshot.slice(0, 12)}`];
  if (on === "iteration") {
    const open = ledgerOf(run).objections.filter(isBlocking).length;
    return { lines: [votesLine(run), ...verdictLines(run), `Open objections: ${open}`] };
  }
  if (on === "question" && questions.some((one) => one.kind === "blocked"))
    return { lines: [`BLOCKED: ${whyBlocked(run)}`] };
  const done = tasks.filter((one) => one.state === "done").length;
  return { lines: [...(tasks.length === 0 ? [] : [`Tasks of the plan: ${done} of ${tasks.length}`]), ...kept] };
}
