// @bun
import {
  foreign2
} from "./s174.js";
export {
  foreign2 as foreign
};
