// @bun
import{Nc,gp}from"./shared-26.js";import"./shared-17.js";export{gp as TRACK,Nc as outgrown};
