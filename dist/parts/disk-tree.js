// @bun
import {
  diskTree2
} from "./s54.js";
export {
  diskTree2 as diskTree
};
