// @bun
import{Ql,kc}from"./s52.js";export{kc as boundCall,Ql as policy};
