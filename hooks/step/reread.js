// @bun
import{jl}from"./shared-25.js";import"./shared-12.js";import"./shared-35.js";import"./shared-30.js";import"./shared-3.js";export{jl as reread};
