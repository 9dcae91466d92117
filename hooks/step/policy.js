// @bun
import{jl,lc}from"./s18.js";export{lc as boundCall,jl as policy};
