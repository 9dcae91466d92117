// @bun
import {
  foreign2
} from "./s188.js";
export {
  foreign2 as foreign
};
