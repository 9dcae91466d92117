// @bun
import{im,Bl}from"./shared-68.js";import"./shared-69.js";import"./shared-19.js";import"./shared-36.js";import"./shared-54.js";import"./shared-86.js";import"./shared-71.js";import"./shared-83.js";import"./shared-9.js";export{Bl as autoPasses,im as outputs};
