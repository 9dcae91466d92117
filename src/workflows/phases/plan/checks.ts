import type { Check } from "../../contract.ts";

const survey: Check = async () => ({ outcome: "pass", tree: null, record: {} });

export const CHECKS: Record<string, Check> = { "plan-survey": survey };
