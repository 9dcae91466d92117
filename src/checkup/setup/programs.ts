import { apart } from "../../process/path.ts";
import type { Provider } from "../../providers/provider.ts";
import { providersHere } from "../programs.ts";
import type { Look, Place, Step } from "./steps.ts";

/** The environment in which the person's own programs are looked for and started: none of the project's. */
export const environmentOf = ({ call }: Pick<Place, "call">) => apart(call.env, call.project.root);

/** How the program of an external model stands: it can be asked, or what its provider says is to be run. */
async function lookAt({ probe, title }: Provider, place: Place): Promise<Look> {
  const env = environmentOf(place);
  const { problem, remedy = "", command } = await probe(env);
  if (problem === undefined) return { state: "done", file: "", text: `${title} can be asked` };
  const isThere = command?.[0] !== undefined && Bun.which(command[0], { PATH: env.PATH ?? "" }) !== null;
  return isThere
    ? { state: "to_type", file: "", text: problem, command }
    : { state: "not_here", file: "", text: `${problem}: ${remedy}` };
}

/** A step for each program of an external model that is wanted here. */
export async function programSteps(place: Place): Promise<Step[]> {
  const { env, project } = place.call;
  const { wanted } = await providersHere({ env, project: project.root });
  return wanted
    .filter(({ provider }) => provider.program !== null)
    .map(({ provider }) => ({
      name: provider.id,
      inProject: false,
      tells: provider.title,
      look: (at) => lookAt(provider, at),
    }));
}
