// @bun
import{Ql,yc}from"./s55.js";export{yc as boundCall,Ql as policy};
