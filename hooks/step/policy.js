// @bun
import{ql,mc}from"./s53.js";export{mc as boundCall,ql as policy};
