// @bun
import{ql,gc}from"./s57.js";export{gc as boundCall,ql as policy};
