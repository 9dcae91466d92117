// @bun
import{ec,mm,gm}from"./s61.js";export{gm as lines,mm as own,ec as viewOf};
