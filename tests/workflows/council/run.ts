// Plays the council whole, with agents that do good work unless they are told otherwise.
import { honestCouncil } from "../../harness/council.ts";
import type { Turn } from "../../harness/model.ts";
import type { Work, Worker } from "../../harness/team.ts";
import { PhasesRun } from "../phases/play.ts";

export class CouncilRun extends PhasesRun {
  protected override readonly workflow = "council";
  constructor(root: string, worker: Worker = honestCouncil()) {
    super(root, (brief) => worker(brief, {} as Turn) as Work);
  }
}
