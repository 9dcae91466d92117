// @bun
import {
  foreign2
} from "./s198.js";
export {
  foreign2 as foreign
};
