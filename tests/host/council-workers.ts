// Councils in which one agent does not do what all others do.
import {
  approval,
  builds,
  honestCouncil,
  isVote,
  revision,
  seatOf,
  workdir,
} from "../harness/council.ts";
import type { Worker } from "../harness/team.ts";

/** A seat that vetoes every plan, for the same reason. */
export const vetoes = (seat: string): Worker =>
  honestCouncil((brief) => {
    if (!isVote(brief) || seatOf(brief) !== seat) return undefined;
    const prior = (approval(brief).prior as { id: string }[]).map(({ id }) => ({
      id,
      state: "open",
      reason: "Not said.",
    }));
    const finding = {
      ...(revision(brief).findings as object[])[0],
      severity: "blocker",
      at: "Security",
      quote: null,
      missing: true,
      problem: "Nobody says who may call it.",
    };
    const veto = { at: "Security", missing: true, condition: "Say who may call it." };
    return revision(brief, {
      vote: "REJECT",
      veto,
      prior,
      findings: prior.length > 0 ? [] : [finding],
    });
  });

/** An executor whose first task never does what its criterion asks for. */
export const failsTask = (): Worker =>
  honestCouncil((brief) => {
    if (!brief.writes.endsWith("/tasks/1.json")) return undefined;
    const work = builds(brief, ["goodbye"]);
    const edits = Object.entries(work.edits ?? {}).map(([path, text]) => [
      path,
      path.includes("/src/") ? text.replace("Goodbye", `Bye ${brief.nonce}`) : text,
    ]);
    return { ...work, edits: Object.fromEntries(edits) };
  });

/**
 * Executors that make these files, by the number of their task, in the place of what the plan asks
 * for.
 */
export const makesInstead = (work: Record<string, Record<string, string>>): Worker =>
  honestCouncil((brief) => {
    const made = work[/\/tasks\/(\d+)\.json$/.exec(brief.writes)?.[1] ?? ""];
    if (made === undefined) return undefined;
    const base = workdir(brief);
    return {
      artifact: {
        status: "done",
        summary: "Built.",
        changed_files: Object.keys(made),
        deviations: [],
        reason: null,
      },
      edits: Object.fromEntries(
        Object.entries(made).map(([path, text]) => [`${base}/${path}`, text]),
      ),
    };
  });
