// @bun
import {
  usualCost2
} from "./s191.js";
export {
  usualCost2 as usualCost
};
