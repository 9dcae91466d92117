// @bun
import {
  foreign2
} from "./s200.js";
export {
  foreign2 as foreign
};
