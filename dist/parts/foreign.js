// @bun
import {
  foreign2
} from "./s187.js";
export {
  foreign2 as foreign
};
