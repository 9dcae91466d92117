// @bun
import {
  foreign2
} from "./s167.js";
export {
  foreign2 as foreign
};
