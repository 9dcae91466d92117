// @bun
import{Ql,yc}from"./s54.js";export{yc as boundCall,Ql as policy};
