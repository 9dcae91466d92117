// @bun
import{jl}from"./shared-29.js";import"./shared-6.js";import"./shared-35.js";import"./shared-34.js";import"./shared-3.js";export{jl as reread};
