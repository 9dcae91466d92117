// @bun
import {
  foreign2
} from "./s177.js";
export {
  foreign2 as foreign
};
