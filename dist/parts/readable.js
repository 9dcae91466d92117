// @bun
import {
  PLAN_TEXT2,
  CRITERIA3,
  OUT2,
  ASSUMED2,
  STEPS2,
  RISKS2,
  TESTS3,
  NOTE2,
  flat2,
  commandKey2,
  TEXTS2,
  outputs3
} from "./s271.js";
export {
  ASSUMED2 as ASSUMED,
  CRITERIA3 as CRITERIA,
  NOTE2 as NOTE,
  OUT2 as OUT,
  PLAN_TEXT2 as PLAN_TEXT,
  RISKS2 as RISKS,
  STEPS2 as STEPS,
  TESTS3 as TESTS,
  TEXTS2 as TEXTS,
  commandKey2 as commandKey,
  flat2 as flat,
  outputs3 as outputs
};
