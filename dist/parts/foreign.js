// @bun
import {
  foreign2
} from "./s175.js";
export {
  foreign2 as foreign
};
