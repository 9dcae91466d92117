// @bun
import{xl,sc}from"./s27.js";export{sc as boundCall,xl as policy};
