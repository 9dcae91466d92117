// @bun
import {
  changedCount2,
  reportFacts2,
  reportOf2
} from "./s103.js";
export {
  changedCount2 as changedCount,
  reportFacts2 as reportFacts,
  reportOf2 as reportOf
};
