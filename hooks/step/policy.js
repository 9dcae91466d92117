// @bun
import{El,dc}from"./s12.js";export{dc as boundCall,El as policy};
