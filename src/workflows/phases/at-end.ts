import type { Scene } from "../../record/scene.ts";
import type { Outputs } from "../contract/contract.ts";
import { RECORDED, record } from "./end-record.ts";

/** Written once the run is over, unless the command's last check has recorded its end already. */
export function outputs(scene: Scene): Outputs {
  const { status, tasks } = scene.run;
  const isRecorded = status === "complete" && tasks.some((one) => !one.void && one.facts[RECORDED] === true);
  return { files: [], problems: isRecorded ? [] : record(scene) };
}
