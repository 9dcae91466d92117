// @bun
import{xl,sc}from"./s24.js";export{sc as boundCall,xl as policy};
