import { here } from "../../plugin.ts";
import { type Answer, type Call, done, no, wrongUsage } from "../../run/commands/command.ts";
import { ROUNDS, readFeedback } from "../../run/publish/feedback.ts";
import { bounded } from "../../run/start/pull-request.ts";
import { clean, plural, shortJson } from "../../text.ts";
import { run } from "../start/run.ts";

/** Answers what comes back on a pull request as it comes, until a person is needed. */

/** In milliseconds, between two looks. */
const LOOK_MS = 60_000;
/** Looks that may fail one after the other. */
const MAX_FAILED = 3;
const MAX_ROUNDS = 20;

/** What it does beside looking; a test has its own. */
interface Watching {
  pause(): Promise<unknown>;
  /** A run that answers what is there, to its end. */
  address(number: string): Promise<Answer>;
}

export async function watchPull(
  call: Call,
  { pause, address }: Watching = {
    pause: () => Bun.sleep(LOOK_MS),
    address: async (number) => await run.run({ ...call, args: ["address", `#${number}`] }),
  },
): Promise<Answer> {
  const named = call.value("watch") ?? "";
  const number = /^#?(\d{1,9})$/.exec(named)?.[1];
  if (number === undefined)
    return wrongUsage(`--watch: found ${shortJson(named)}, expected a pull request such as '#12'`);
  const rounds = Number(call.value("rounds") ?? ROUNDS);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > MAX_ROUNDS)
    return wrongUsage(
      `--rounds: found ${shortJson(call.value("rounds") ?? "")}, expected 1 to ${MAX_ROUNDS}`,
    );
  const data = { pull: Number(number) };
  /** What a round has answered: it is there until the person has sent that. */
  const answered = new Set<string>();
  call.say(`Watching #${number}, at most ${plural(rounds, "round")}; Ctrl-C ends it.`);
  for (let round = 0, failed = 0; ; await pause()) {
    const read = await readFeedback(call.project, Number(number), call.env);
    if (!read.ok && ++failed >= MAX_FAILED) return no(clean(read.problem), data);
    if (!read.ok) continue;
    failed = 0;
    const isUnsent = read.items.some(({ key, kind }) => kind !== "check" && answered.has(key));
    if (isUnsent || read.items.every(({ key }) => answered.has(key))) continue;
    for (const { key } of bounded(read.items, []).items) answered.add(key);
    const answer = await address(number);
    if (answer.exit !== 0)
      return { ...answer, text: `${answer.text}\nYou are needed: the watch ends here.` };
    if (++round === rounds)
      return done(`${answer.text}\nThat was round ${round}: the watch ends here.`, data);
    call.say(answer.text);
    call.say(`It goes on once you have pushed, and ${here("reply")} has sent the answers.`);
  }
}
