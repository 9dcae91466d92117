// @bun
import {
  usualCost2
} from "./s189.js";
export {
  usualCost2 as usualCost
};
