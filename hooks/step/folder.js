// @bun
import{nm}from"./s79.js";export{nm as behindCall};
