// @bun
import{ec,mm,gm}from"./s58.js";export{gm as lines,mm as own,ec as viewOf};
