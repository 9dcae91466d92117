// @bun
import{ql,mc}from"./s54.js";export{mc as boundCall,ql as policy};
