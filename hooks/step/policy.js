// @bun
import{Pl,dc}from"./s25.js";export{dc as boundCall,Pl as policy};
