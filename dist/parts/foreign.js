// @bun
import {
  foreign2
} from "./s197.js";
export {
  foreign2 as foreign
};
