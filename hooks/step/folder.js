// @bun
import{Pm}from"./s85.js";export{Pm as behindCall};
