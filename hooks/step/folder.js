// @bun
import{wm}from"./s82.js";export{wm as behindCall};
