// @bun
import {
  area2,
  talked2,
  assumptionsSchema2,
  idProblems2,
  kind4
} from "./s113.js";
export {
  area2 as area,
  assumptionsSchema2 as assumptionsSchema,
  idProblems2 as idProblems,
  kind4 as kind,
  talked2 as talked
};
