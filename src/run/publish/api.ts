import type { Rooted } from "../../project/project.ts";
import { fieldsIn, fieldsOf } from "../../store/json/fields.ts";
import { askGh, type Failed } from "./gh.ts";
import type { Pull } from "./pull.ts";

/** Which pull request, and on which host. */
export type PullName = Pick<Pull, "number" | "host" | "repo">;

type Fields = Record<string, unknown>;
type Graph = { ok: true; pull: Fields } | Failed;

/** A value as text; "" where it is none. */
export const textIn = (value: unknown): string => (typeof value === "string" ? value : "");

/** The objects of a list; none where it is no list. */
export const objectsIn = (value: unknown): Fields[] =>
  Array.isArray(value) ? value.map(fieldsOf) : [];

/** Asks GitHub's GraphQL for fields of a pull request. `after`: the cursor that `$after` stands for. */
export async function askGraph(
  project: Rooted,
  { number, host, repo }: PullName,
  { about, selection, after }: { about: string; selection: string; after?: string },
  env: NodeJS.ProcessEnv,
): Promise<Graph> {
  const [owner = "", name = ""] = repo.split("/");
  const query = `query($owner: String!, $name: String!, $number: Int!${selection.includes("$after") ? ", $after: String" : ""}) { repository(owner: $owner, name: $name) { pullRequest(number: $number) { ${selection} } } }`;
  const answer = await askGh(
    project,
    {
      about,
      args: [
        ...["api", "graphql", "--hostname", host, "-f", `query=${query}`],
        ...["-f", `owner=${owner}`, "-f", `name=${name}`, "-F", `number=${number}`],
        ...(after === undefined ? [] : ["-f", `after=${after}`]),
      ],
    },
    env,
  );
  if (!answer.ok) return answer;
  const repository = fieldsOf(fieldsOf(fieldsIn(answer.out).data).repository);
  return { ok: true, pull: fieldsOf(repository.pullRequest) };
}

/** Posts to a path of a repository in GitHub's REST. `url`: where what was made can be seen. */
export async function postJson(
  project: Rooted,
  { host, repo }: PullName,
  { path, about, json }: { path: string; about: string; json: object },
  env: NodeJS.ProcessEnv,
): Promise<{ ok: true; url: string } | Failed> {
  const to = ["api", `repos/${repo}/${path}`, "--hostname", host];
  const args = [...to, "--method", "POST", "--input", "-"];
  const call = { about, does: "send", args, stdin: JSON.stringify(json) };
  const answer = await askGh(project, call, env);
  return answer.ok ? { ok: true, url: textIn(fieldsIn(answer.out).html_url) } : answer;
}
