// @bun
import {
  outputs2,
  autoPasses2
} from "./s211.js";
export {
  autoPasses2 as autoPasses,
  outputs2 as outputs
};
