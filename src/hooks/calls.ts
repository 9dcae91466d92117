/** What a tool call needs that is not plain: the policy, loaded when it is asked first. Other events never ask it. */
export { bindAndDecide } from "./agent-calls.ts";
export { checkedTask } from "../host/check-command.ts";
export { isExternal, policy } from "../policy/policy.ts";
