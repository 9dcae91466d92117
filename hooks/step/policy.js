// @bun
import{ql,gc}from"./s53.js";export{gc as boundCall,ql as policy};
