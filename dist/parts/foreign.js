// @bun
import {
  foreign2
} from "./s204.js";
export {
  foreign2 as foreign
};
