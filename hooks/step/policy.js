// @bun
import{El,pc}from"./s33.js";export{pc as boundCall,El as policy};
