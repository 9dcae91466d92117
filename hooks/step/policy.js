// @bun
import{Ql,yc}from"./s53.js";export{yc as boundCall,Ql as policy};
