// @bun
import {
  foreign2
} from "./s171.js";
export {
  foreign2 as foreign
};
