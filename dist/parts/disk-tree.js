// @bun
import {
  diskTree2
} from "./s53.js";
export {
  diskTree2 as diskTree
};
