// @bun
import{yc,bm,xm}from"./s51.js";export{xm as lines,bm as own,yc as viewOf};
