import { isObject } from "../../../store/small-file.ts";
import { fold } from "../../../text.ts";
import { frontMatterOf } from "../planning/front-matter.ts";

/** What a person has to set up by hand for a plan: `user_setup` of its front matter. */

const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : []).flatMap((one) => {
    if (typeof one === "string") return [fold(one)];
    if (!isObject(one)) return [];
    const said = Object.values(one).filter((part) => typeof part === "string");
    return said.length === 0 ? [] : [fold(said.join(": "))];
  });

/** A line for each service and for each thing to do there; empty where the plan wants none. `source`: the plan's file. Pure. */
export function setupOf(source: string): string[] {
  const wanted = frontMatterOf(source)?.fields.user_setup;
  return (Array.isArray(wanted) ? wanted : []).flatMap((one) => {
    if (typeof one === "string") return [fold(one)];
    if (!isObject(one)) return [];
    const { service, why, ...rest } = one;
    const head = [service, why].filter((part) => typeof part === "string").join(": ");
    return [...(head === "" ? [] : [fold(head)]), ...Object.values(rest).flatMap(texts)];
  });
}
