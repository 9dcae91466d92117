// @bun
import {
  foreign2
} from "./s172.js";
export {
  foreign2 as foreign
};
