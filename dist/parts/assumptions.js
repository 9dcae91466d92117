// @bun
import {
  area2,
  talked2,
  assumptionsSchema2,
  idProblems2,
  kind3
} from "./s178.js";
export {
  area2 as area,
  assumptionsSchema2 as assumptionsSchema,
  idProblems2 as idProblems,
  kind3 as kind,
  talked2 as talked
};
