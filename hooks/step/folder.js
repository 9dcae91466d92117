// @bun
import{jm}from"./s87.js";export{jm as behindCall};
