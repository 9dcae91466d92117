// @bun
import {
  speaksFor2
} from "./s14.js";
export {
  speaksFor2 as speaksFor
};
