import type { Scene } from "../../../record/scene.ts";
import { shortJson } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { failed, result } from "../../execute/checks/workspace.ts";

/** Names of what there is to work on in a project, or why that cannot be told. */
export type Find = (scene: Scene) => Promise<{ items: string[] } | { problem: string }>;

/** A name stands in paths and titles. */
const NAME = /^\w[\w.-]{0,79}$/;

/** The check that records what is found. */
export const surveying =
  (find: Find): Check =>
  async (scene, task) => {
    const found = await find(scene);
    if ("problem" in found) return failed(task, found.problem);
    const { items } = found;
    if (items.length === 0) return failed(task, "found nothing to work on, expected one thing");
    const wrong = items.filter((item) => !NAME.test(item));
    return wrong.length === 0
      ? result(task, "pass", { facts: { items } })
      : failed(
          task,
          ...wrong.map((one) => `found ${shortJson(one)}, expected letters, digits, - or .`),
        );
  };
