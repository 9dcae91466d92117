// @bun
import{sm}from"./s80.js";export{sm as behindCall};
