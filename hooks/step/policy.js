// @bun
import{ql,gc}from"./s56.js";export{gc as boundCall,ql as policy};
