/** Why a task was left out, by the rule that did: a workflow's `when`. Each also stands as a note of the status. */
const WORDS: Record<string, string> = {
  always: "",
  approvedTests: "no test command is approved",
  newTests: "no test command is new",
  openQuestions: "no open questions",
  areaHasWork: "the area has no work",
  inWorktrees: "built in the checkout",
  securityDue: "nothing triggered it",
  seatNeeded: "nothing for it to look at",
  checkDue: "unchanged since it last passed",
  signedByHand: "signed off automatically",
  deployAsked: "not deployed",
  deployed: "nothing was deployed",
  tookPart: "the role took no part",
};

/** The rule in words; a rule of a newer version by its name. */
export const skipWords = (rule: string): string => (Object.hasOwn(WORDS, rule) ? WORDS[rule]! : rule);
