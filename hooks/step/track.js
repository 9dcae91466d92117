// @bun
import{Ha,Vu}from"./shared-16.js";import"./shared-26.js";export{Vu as TRACK,Ha as outgrown};
