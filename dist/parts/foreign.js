// @bun
import {
  foreign2
} from "./s199.js";
export {
  foreign2 as foreign
};
