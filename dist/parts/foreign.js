// @bun
import {
  foreign2
} from "./s179.js";
export {
  foreign2 as foreign
};
