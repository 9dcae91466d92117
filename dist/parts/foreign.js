// @bun
import {
  foreign2
} from "./s191.js";
export {
  foreign2 as foreign
};
