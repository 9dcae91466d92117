// @bun
import{gm}from"./s83.js";export{gm as behindCall};
