// A case for real readers of the council: a small project, a request, what earlier roles wrote, and plans with and without planted flaws.
import { join } from "node:path";
import * as z from "zod";
import type { Files } from "../harness/project.ts";
import { CASES, caseIn, filesOf, namesIn } from "./case.ts";

export const COUNCIL_CASES = join(CASES, "council");

/**
 * What is given to the readers of a track, and so who they are: `open` nothing (refiner, auditor, researcher, seats and plan maker),
 * `synthesis` the plans of the seats, `sound` and `flawed` a master plan too (seats vote, and the plan maker revises).
 */
export const TRACKS = ["open", "synthesis", "sound", "flawed"] as const;
export type Track = (typeof TRACKS)[number];

/** Every group has to be met by one of its words; case does not count. */
const words = z.array(z.array(z.string().min(2)).min(1)).min(1);

const schema = z.strictObject({
  about: z.string(),
  request: z.string(),
  /** Project below `projects/`; the case has one of its own without. */
  project: z.string().optional(),
  /** Flaws of the plan of track `flawed`, each of the focus of one seat. */
  planted: z
    .array(
      z.strictObject({
        id: z.string(),
        seat: z.string(),
        /** The parts of the plan that a finding may point at. */
        at: z.array(z.string()).min(1),
        /** What problem, quote and fix of one finding must mention. */
        words,
        /** Words of the plan that are wrong, to the letter; none where the fault is that nothing is said. */
        quote: z.string().optional(),
      }),
    )
    .min(6),
  /** What a reader's whole answer has to mention, by the name of its task. */
  says: z.record(z.string(), words).default({}),
});
export type CouncilCase = z.infer<typeof schema> & { name: string; folder: string };

export const councilCaseNames = (): string[] => namesIn(COUNCIL_CASES);
export const loadCouncilCase = (name: string): CouncilCase => caseIn(COUNCIL_CASES, schema, name);

/** The project of a case as its run begins. */
export const projectFiles = ({ project, folder }: CouncilCase): Files =>
  filesOf(project === undefined ? join(folder, "project") : join(CASES, "projects", project));
