// @bun
import {
  foreign2
} from "./s186.js";
export {
  foreign2 as foreign
};
