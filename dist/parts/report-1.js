// @bun
import {
  reportFacts2,
  reportOf2
} from "./s45.js";
export {
  reportFacts2 as reportFacts,
  reportOf2 as reportOf
};
