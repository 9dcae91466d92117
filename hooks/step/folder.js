// @bun
import{nm}from"./s81.js";export{nm as behindCall};
