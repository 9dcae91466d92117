// @bun
import {
  foreign2
} from "./s176.js";
export {
  foreign2 as foreign
};
